# An old branch, which is built with Yarn 1, refuses a Node.js that is newer than it.
network=yes
needs=(node npm)
remedy='An old branch wants a Node.js of its own time'
upstream() { echo '{"name": "app", "version": "1.0.0", "private": true, "engines": {"node": "^18.0.0"}}' > package.json; }
guide() {
  echo 'steps: [{id: install, title: Install, why: The proof needs it., run: yarn install --offline}]'
}
provoke() {
  [ "$(node -p 'parseInt(process.versions.node)')" != 18 ] || skip "the Node.js here is 18"
  once yarn1 npm install --no-audit --no-fund yarn@1.22.22
  PATH=$fixtures/yarn1/node_modules/.bin:$PATH
}
cure() {
  node_of 18
  PATH=$node_bin:$PATH
}
