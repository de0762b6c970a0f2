# The environment was made with a Python for which the package isn't.
remedy='remove its folder (.venv) and set up again'
upstream() { wheel wheels pp 1.0 'Requires-Python: >=3.12'; }
guide() {
  cat << 'EOF'
python: {version: ">=3.8,<3.14"}
steps: [{id: install, title: Install, why: The proof needs it., run: python -m pip install --no-index wheels/pp-1.0-py3-none-any.whl, inputs: [wheels], check: {installed: [pp]}}]
EOF
}
provoke() {
  old=$(interpreter 3.11) new=$(interpreter 3.12)
  { [ -n "$old" ] && [ -n "$new" ]; } || skip "no Python 3.11 and 3.12"
  PATH=$(path_of)
  ln -s "$old" "$PATH/python3"
}
cure() {
  rm -rf .venv
  ln -sf "$new" "$PATH/python3"
}
