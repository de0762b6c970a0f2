# A notebook becomes a PDF file by way of LaTeX, which isn't installed.
network=yes
remedy="If you don't work on PDF files, leave these tests out"
upstream() {
  echo '{"cells": [{"cell_type": "markdown", "id": "a", "source": "# Title", "metadata": {}}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}' > a.ipynb
  printf '%s\n' 'import subprocess, sys' 'def test_html(): subprocess.run([sys.executable, "-m", "nbconvert", "--to", "html", "a.ipynb"], check=True)' \
    'def test_pdf(): subprocess.run([sys.executable, "-m", "nbconvert", "--to", "pdf", "a.ipynb"], check=True)' > test_convert.py
  echo 'python -m pytest test_convert.py' > test.sh
}
guide() {
  cat << 'EOF'
python: {version: ">=3.10"}
steps:
  - {id: install, title: Install, why: It converts notebooks., pip: [nbconvert, pytest, pypandoc-binary], check: {installed: [nbconvert, pytest]}}
  - {id: pandoc, title: Pandoc, why: PDF files go by way of it., run: "ln -sf \"$(python -c 'import pypandoc; print(pypandoc.get_pandoc_path())')\" .venv/bin/pandoc", needs: [install], creates: [.venv/bin/pandoc]}
  - {id: test, title: Test, why: The proof needs it., run: bash test.sh, needs: [pandoc]}
EOF
}
provoke() { PATH=$(path_of python3); }
cure() { sed -i 's/$/ -k "not pdf"/' test.sh; }
