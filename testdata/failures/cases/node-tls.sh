# The package server of npm shows a certificate of a root that only the company knows.
needs=(node npm openssl)
code=4
remedy='set NODE_EXTRA_CA_CERTS to its path; npm and jlpm take it from there, unless they have a file of their own (`npm config get cafile`)'
upstream() { echo '{"name": "app", "version": "1.0.0", "private": true, "dependencies": {"pp": "1.0.0"}}' > package.json; }
guide() {
  echo 'steps: [{id: install, title: Install, why: The proof needs it., run: npm install --no-audit --no-fund, network: true, retries: 0}]'
}
provoke() {
  npm_package site pp 1.0.0
  certificate
  serve --dir site --tls cert.pem key.pem
  unset SSL_CERT_FILE SSL_CERT_DIR NODE_EXTRA_CA_CERTS
  export npm_config_registry=$address/ npm_config_fetch_retries=0 npm_config_cache=$case/npm
}
cure() {
  export NODE_EXTRA_CA_CERTS=$case/ca.pem
  [ "$(npm config get cafile)" = null ] || export npm_config_cafile=$case/ca.pem
}
