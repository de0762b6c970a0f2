# A script is started before the packages of a new workspace are installed.
network=yes
needs=(node)
remedy='Run `jlpm install`, then the script'
upstream() {
  mkdir -p packages/c
  echo '{"name": "app", "private": true, "workspaces": ["packages/*"]}' > package.json
  echo '{"name": "c", "version": "1.0.0", "scripts": {"build": "node --version"}}' > packages/c/package.json
  echo 'nodeLinker: node-modules' > .yarnrc.yml
  printf '__metadata:\n  version: 6\n  cacheKey: 8\n' > yarn.lock
}
guide() {
  cat << 'EOF'
steps: [{id: build, title: Build, why: The proof needs it., run: jlpm run build, dir: packages/c}]
EOF
}
provoke() { jlpm_on_path; }
cure() { jlpm install > ../jlpm.log; }
