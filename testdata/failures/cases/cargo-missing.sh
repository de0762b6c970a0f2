# A package in Rust isn't offered ready-made for this Python, and there is no Rust.
network=yes
remedy='take a Python that has been out for a year'
guide() {
  cat << 'EOF'
python: {version: ">=3.9,<3.14"}
steps: [{id: install, title: Install, why: The proof needs it., pip: ["tiktoken==0.5.1"], check: {installed: [tiktoken]}}]
EOF
}
provoke() {
  new=$(interpreter 3.13) old=$(interpreter 3.11)
  { [ -n "$new" ] && [ -n "$old" ]; } || skip "no Python 3.13 and 3.11"
  PATH=$(path_of gcc cc)
  ln -s "$new" "$PATH/python3"
}
cure() {
  ln -sf "$old" "$PATH/python3"
  rm -rf .venv
}
