# An older release of a package than the one that is asked for is in the environment.
remedy='Update the one that the message names: `.venv/bin/python -m pip install --upgrade'
upstream() {
  wheel wheels pp 1.0
  wheel newer pp 2.0
  echo 'import pkg_resources; pkg_resources.require("pp>=2")' > start.py
}
guide() {
  cat << 'EOF'
python: {version: "~=3.11.0"}
steps:
  - {id: install, title: Install, why: The next step needs it., run: "python -m pip install --no-index --find-links wheels pp", check: {installed: [pp]}}
  - {id: start, title: Start, why: The proof needs it., run: python start.py, needs: [install]}
EOF
}
provoke() { [ -n "$(interpreter 3.11)" ] || skip "no Python 3.11, which brings pkg_resources along"; }
cure() { .venv/bin/python -m pip install -q --upgrade --no-index --find-links newer pp; }
