# The system lets this person watch five files. A name space of one's own has its own limit, without admin rights.
quick=yes
needs=(node unshare)
remedy='Build once, or watch a single package'
upstream() {
  for p in a b c d e f g h; do
    mkdir -p "packages/$p"
    echo "export {}" > "packages/$p/index.js"
  done
  cat > watch.js << 'JS'
const fs = require('fs')
const only = fs.existsSync('only') && fs.readFileSync('only', 'utf8').trim()
for (const p of only ? [only] : fs.readdirSync('packages')) fs.watch('packages/' + p)
process.exit(0)
JS
}
guide() {
  echo 'steps: [{id: watch, title: Watch, why: The proof needs it., run: node watch.js}]'
}
provoke() {
  unshare -Ur bash -c 'echo 5 > /proc/sys/user/max_inotify_watches' 2> /dev/null || skip "no name spaces for users"
  under=(unshare -Ur bash -c 'echo 5 > /proc/sys/user/max_inotify_watches && exec "$@"' -)
}
cure() { echo b > only; }
