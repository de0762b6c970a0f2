# The jupyter that a terminal finds is in another environment than the part that is asked for.
network=yes
remedy='`.venv/bin/jupyter` is the right one'
upstream() { echo 'PATH=$HOME/.local/bin:${PATH#*.venv/bin:} jupyter kernelspec list' > list.sh; }
guide() {
  cat << 'EOF'
python: {version: ">=3.10"}
steps:
  - {id: install, title: Install, why: It lists kernels., pip: [jupyter-client], check: {installed: [jupyter-client]}}
  - {id: list, title: List, why: The proof needs it., run: bash list.sh, needs: [install]}
EOF
}
provoke() {
  once core "$python" -m venv .
  once core-installed "$fixtures/core/bin/python" -m pip install -q jupyter-core
  mkdir -p "$HOME/.local/bin"
  # A stray jupyter whose folder has nothing else.
  ln -s "$fixtures/core/bin/jupyter" "$HOME/.local/bin/jupyter"
  PATH=$(path_of python3)
}
cure() { sed -i 's, jupyter, .venv/bin/jupyter,' list.sh; }
