# package.json asks for a newer Node.js than the one on PATH, and engine-strict makes that an error.
network=yes
needs=(node npm)
remedy='Compare what stands behind "required" and "current" in the message'
upstream() {
  echo '{"name": "app", "version": "1.0.0", "private": true, "engines": {"node": ">=20"}}' > package.json
  echo 'engine-strict=true' > .npmrc
}
guide() {
  echo 'steps: [{id: install, title: Install, why: The proof needs it., run: npm install --no-audit --no-fund --offline}]'
}
provoke() {
  whole=$PATH
  node_of 18
  PATH=$node_bin:$PATH
}
cure() { # The Node.js that the message requires.
  node_of 22
  PATH=$node_bin:$whole
}
