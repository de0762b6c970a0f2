# The public package server is closed; the company has a mirror.
needs=(node npm)
code=4
remedy="Ask for the mirror's address and for how to sign in, and set it"
upstream() { echo '{"name": "app", "version": "1.0.0", "private": true, "dependencies": {"pp": "1.0.0"}}' > package.json; }
guide() {
  echo 'steps: [{id: install, title: Install, why: The proof needs it., run: npm install --no-audit --no-fund, network: true, retries: 0}]'
}
provoke() {
  npm_package site pp 1.0.0
  serve --dir site
  mirror=$address
  serve --dir site --refuse 403 /
  export npm_config_registry=$address/ npm_config_fetch_retries=0 npm_config_cache=$case/npm
}
cure() { export npm_config_registry=$mirror/; }
