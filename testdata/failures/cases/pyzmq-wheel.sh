# The project asks for an old pyzmq, which isn't offered ready-made for this Python.
network=yes
needs=(gcc)
remedy='Take a Python that is a version or two older'
guide() {
  cat << 'EOF'
python: {version: ">=3.9,<3.14"}
steps: [{id: install, title: Install, why: The proof needs it., pip: ["pyzmq==22.3.0"], check: {installed: [pyzmq]}}]
EOF
}
provoke() {
  new=$(interpreter 3.12) old=$(interpreter 3.10)
  { [ -n "$new" ] && [ -n "$old" ]; } || skip "no Python 3.12 and 3.10"
  PATH=$(path_of gcc cc g++ make as ld)
  ln -s "$new" "$PATH/python3"
}
cure() {
  ln -sf "$old" "$PATH/python3"
  rm -rf .venv
}
