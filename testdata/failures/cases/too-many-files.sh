# A program may open 64 files, and opens more.
quick=yes
remedy='`ulimit -n 4096` raises the limit in a terminal'
upstream() { echo 'kept = [open(__file__) for _ in range(300)]' > open.py; }
guide() {
  cat << 'EOF'
steps: [{id: open, title: Open, why: The proof needs it., run: python3 open.py}]
EOF
}
provoke() { ulimit -Sn 64; }
cure() { ulimit -Sn 4096; }
