# A checkout belongs to another user. Only root can give files away.
quick=yes
remedy='`git config --global --add safe.directory` with its path'
upstream() { echo "git -C ../shared status" > look.sh; }
guide() {
  cat << 'EOF'
steps: [{id: look, title: Look, why: The proof needs it., run: bash look.sh}]
EOF
}
provoke() {
  git clone -q up shared
  chown -R 12345 shared 2> /dev/null || skip "only root can give files away"
}
cure() { git config --global --add safe.directory "$(cd ../shared && pwd)"; }
