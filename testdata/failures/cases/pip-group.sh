# The environment's pip is older than dependency groups.
network=yes
remedy="Update the environment's pip (\`.venv/bin/python -m pip install --upgrade pip\`)"
upstream() {
  wheel wheels pp 1.0
  printf '%s\n' '[dependency-groups]' 'docs = ["pp"]' > pyproject.toml
}
guide() {
  cat << 'EOF'
python: {version: "~=3.11.0"}
steps: [{id: docs, title: Tools, why: The proof needs it., run: python -m pip install --no-index --find-links wheels --group docs, check: {installed: [pp]}}]
EOF
}
provoke() { [ -n "$(interpreter 3.11)" ] || skip "no Python 3.11, which brings an older pip along"; }
cure() { .venv/bin/python -m pip install -q --upgrade pip; }
