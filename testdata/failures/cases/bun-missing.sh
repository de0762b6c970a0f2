# The project is installed with Bun, which isn't on PATH.
network=yes
needs=(npm)
remedy='tells how to get Bun without admin rights'
upstream() { echo '{"name": "app", "version": "1.0.0", "private": true}' > package.json; }
guide() {
  echo 'steps: [{id: install, title: Install, why: The proof needs it., run: bun install}]'
}
provoke() { PATH=$(path_of node npm); }
cure() { # From the server of npm packages, into a folder of one's own.
  npm install --no-audit --no-fund --prefix "$case/bun" bun@1 > ../npm.log 2>&1
  PATH=$case/bun/node_modules/.bin:$PATH
}
