# A package.json above the checkout has nothing to do with it.
network=yes
needs=(node)
remedy='remove the stray file if nothing needs it'
upstream() {
  echo '{"name": "app", "private": true}' > package.json
  echo 'nodeLinker: node-modules' > .yarnrc.yml
}
guide() {
  echo 'steps: [{id: install, title: Install, why: The proof needs it., run: jlpm install}]'
}
provoke() {
  jlpm_on_path
  echo '{"name": "stray", "private": true}' > package.json
  touch yarn.lock
}
cure() { rm ../package.json ../yarn.lock; }
