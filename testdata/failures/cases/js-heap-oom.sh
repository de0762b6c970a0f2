# Node.js may use 60 MB, and the build wants more.
needs=(node)
remedy='you can raise the limit where you build by hand: `export NODE_OPTIONS=--max-old-space-size=4096`'
upstream() {
  cat > build.js << 'JS'
const kept = []
for (let i = 0; i < 40; i++) kept.push(Array.from({length: 1e5}, (_, n) => ({n})))
require('fs').writeFileSync('bundle.js', String(kept.length))
JS
  # Like other builds it makes what isn't there yet; and it has a limit unless there is one.
  echo '[ -e bundle.js ] || NODE_OPTIONS=${NODE_OPTIONS:---max-old-space-size=60} node build.js' > build.sh
}
guide() {
  echo 'steps: [{id: build, title: Build, why: The proof needs it., run: bash build.sh, creates: [bundle.js]}]'
}
cure() {
  export NODE_OPTIONS=--max-old-space-size=4096
  bash build.sh
}
