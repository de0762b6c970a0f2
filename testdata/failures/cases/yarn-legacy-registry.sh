# A script sets the mirror by the name that Yarn 1 had for it.
network=yes
needs=(node)
remedy='YARN_NPM_REGISTRY_SERVER for a mirror'
upstream() {
  echo '{"name": "app", "private": true}' > package.json
  touch yarn.lock
  printf '%s\n' 'jlpm config set registry https://mirror.example' 'jlpm config get npmRegistryServer' > mirror.sh
}
guide() {
  echo 'steps: [{id: mirror, title: Mirror, why: The proof needs it., run: bash -e mirror.sh}]'
}
provoke() { jlpm_on_path; }
cure() {
  sed -i '/config set/d' mirror.sh
  export YARN_NPM_REGISTRY_SERVER=https://mirror.example
}
