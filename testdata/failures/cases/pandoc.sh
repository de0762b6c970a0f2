# A notebook becomes a document by way of pandoc, which isn't installed.
network=yes
remedy='tells whether set-up can put it into the environment'
upstream() {
  echo '{"cells": [{"cell_type": "markdown", "id": "a", "source": "# Title", "metadata": {}}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}' > a.ipynb
}
guide() {
  cat << 'EOF'
python: {version: ">=3.10"}
steps:
  - {id: install, title: Install, why: It converts notebooks., pip: [nbconvert], check: {installed: [nbconvert]}}
  - {id: convert, title: Convert, why: The proof needs it., run: jupyter nbconvert --to rst a.ipynb, needs: [install], creates: [a.rst]}
EOF
}
provoke() { PATH=$(path_of python3); }
cure() { # As set-up does where a guide asks for pandoc: a wheel that brings the program along.
  .venv/bin/python -m pip install -q pypandoc-binary
  ln -s "$(.venv/bin/python -c 'import pypandoc; print(pypandoc.get_pandoc_path())')" .venv/bin/pandoc
}
