# The build writes to a disk of one megabyte.
quick=yes
remedy='Make room'
needs=(unshare)
upstream() { echo 'open("../disk/bundle", "wb").write(bytes(700_000))' > build.py; }
guide() {
  cat << 'EOF'
steps: [{id: build, title: Build, why: The proof needs it., run: python3 build.py}]
EOF
}
provoke() {
  mkdir disk
  unshare -Urm mount -t tmpfs -o size=1m none disk 2> /dev/null || skip "no name spaces for users"
  touch full
  # shellcheck disable=SC2016
  under=(unshare -Urm bash -c 'mount -t tmpfs -o size=1m none '"$case"'/disk
    [ ! -e '"$case"'/full ] || head -c 600000 /dev/zero > '"$case"'/disk/old; exec "$@"' -)
}
cure() { rm ../full; }
