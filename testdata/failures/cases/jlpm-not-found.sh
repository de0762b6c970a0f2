# jlpm is called by a terminal that doesn't know the environment.
network=yes
needs=(node)
remedy='call jlpm by its path in the environment, .venv/bin/jlpm'
upstream() { echo 'PATH=${PATH#*.venv/bin:} && jlpm --version' > terminal.sh; }
guide() {
  cat << 'EOF'
python: {version: ">=3.10"}
steps:
  - {id: install, title: Install, why: It brings jlpm., pip: [jupyter-builder], check: {installed: [jupyter-builder]}}
  - {id: version, title: Version, why: The proof needs it., run: bash terminal.sh, needs: [install]}
EOF
}
cure() { sed -i 's,&& jlpm,\&\& .venv/bin/jlpm,' terminal.sh; }
