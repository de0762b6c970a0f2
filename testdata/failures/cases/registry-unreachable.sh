# The address of the mirror is that of a server which doesn't answer.
needs=(node npm)
code=4
remedy='See whether a browser reaches the server that the message names'
upstream() { echo '{"name": "app", "version": "1.0.0", "private": true, "dependencies": {"pp": "1.0.0"}}' > package.json; }
guide() {
  echo 'steps: [{id: install, title: Install, why: The proof needs it., run: npm install --no-audit --no-fund, network: true, retries: 0}]'
}
provoke() {
  npm_package site pp 1.0.0
  serve --dir site
  export npm_config_registry=http://127.0.0.1:1/ npm_config_fetch_retries=0 npm_config_cache=$case/npm
}
cure() { export npm_config_registry=$address/; }
