# The Python of the operating system protects itself, as Debian's does.
needs=(/usr/bin/python3)
remedy="call the environment's own Python, .venv/bin/python"
upstream() {
  wheel wheels pp 1.0
  echo '/usr/bin/python3 -m pip install --no-index --find-links wheels pp' > install.sh
}
guide() {
  cat << 'EOF'
python: {version: ">=3.8"}
steps: [{id: install, title: Install, why: The proof needs it., run: bash install.sh, check: {installed: [pp]}}]
EOF
}
provoke() {
  /usr/bin/python3 -m pip --version > /dev/null 2>&1 || skip "the system's Python has no pip"
  ls /usr/lib/python3*/EXTERNALLY-MANAGED > /dev/null 2>&1 || skip "the system's Python isn't protected"
}
cure() { sed -i 's,/usr/bin/python3,.venv/bin/python,' install.sh; }
