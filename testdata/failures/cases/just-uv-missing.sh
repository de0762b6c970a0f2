# The project's instructions use just, which isn't there.
network=yes
remedy='`python -m pip install uv` puts uv into an environment'
upstream() { echo 'uv --version' > setup.sh; }
guide() {
  cat << 'EOF'
python: {version: ">=3.8"}
steps: [{id: tools, title: Tools, why: The proof needs it., run: bash -e setup.sh}]
EOF
}
provoke() { PATH=$(path_of python3); }
cure() { .venv/bin/python -m pip install -q uv; }
