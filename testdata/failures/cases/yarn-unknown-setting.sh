# A variable of Yarn 4 is set, and jlpm is Yarn 3.
network=yes
needs=(node)
remedy='Unset what the message names'
upstream() {
  echo '{"name": "app", "private": true}' > package.json
  touch yarn.lock
}
guide() {
  echo 'steps: [{id: install, title: Install, why: The proof needs it., run: jlpm install}]'
}
provoke() {
  jlpm_on_path
  export YARN_HTTPS_CA_FILE_PATH=/etc/ssl/company.pem
}
cure() { unset YARN_HTTPS_CA_FILE_PATH; }
