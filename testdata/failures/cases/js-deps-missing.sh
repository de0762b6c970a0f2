# A script calls a tool of node_modules before anything is installed.
quick=yes
needs=(node npm)
remedy='Install them first, at the top of the repository'
upstream() {
  mkdir -p tools/tsc
  echo '{"name": "app", "version": "1.0.0", "private": true, "scripts": {"build": "tsc"}, "devDependencies": {"tsc": "file:tools/tsc"}}' > package.json
  echo '{"name": "tsc", "version": "1.0.0", "bin": {"tsc": "tsc.js"}}' > tools/tsc/package.json
  printf '#!/usr/bin/env node\nconsole.log("compiled")\n' > tools/tsc/tsc.js
  echo node_modules > .gitignore
}
guide() {
  echo 'steps: [{id: build, title: Build, why: The proof needs it., run: npm run build}]'
}
cure() { npm install --offline --no-audit --no-fund > /dev/null; }
