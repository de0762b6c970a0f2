# The yarn on PATH is version 1, and package.json names a newer one.
network=yes
needs=(node npm)
remedy='Use jlpm where the project has it: it brings the right Yarn along'
upstream() {
  echo '{"name": "app", "version": "1.0.0", "private": true, "packageManager": "yarn@3.5.0"}' > package.json
  touch yarn.lock
  echo 'yarn install' > install.sh
}
guide() {
  echo 'steps: [{id: install, title: Install, why: The proof needs it., run: bash install.sh}]'
}
provoke() {
  once yarn1 npm install --no-audit --no-fund yarn@1.22.22
  PATH=$fixtures/yarn1/node_modules/.bin:$PATH
}
cure() {
  jlpm_on_path
  sed -i 's/yarn/jlpm/' install.sh
}
