# A notebook is printed by a browser that Playwright brings along on demand, and Playwright isn't installed.
network=yes
remedy="If you don't work on this, leave its tests to the project's CI"
upstream() {
  echo '{"cells": [{"cell_type": "markdown", "id": "a", "source": "# Title", "metadata": {}}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}' > a.ipynb
  printf '%s\n' 'import subprocess, sys' 'def test_html(): subprocess.run([sys.executable, "-m", "nbconvert", "--to", "html", "a.ipynb"], check=True)' \
    'def test_webpdf(): subprocess.run([sys.executable, "-m", "nbconvert", "--to", "webpdf", "a.ipynb"], check=True)' > test_convert.py
  echo 'python -m pytest test_convert.py' > test.sh
}
guide() {
  cat << 'EOF'
python: {version: ">=3.10"}
steps:
  - {id: install, title: Install, why: It converts notebooks., pip: [nbconvert, pytest], check: {installed: [nbconvert, pytest]}}
  - {id: test, title: Test, why: The proof needs it., run: bash test.sh, needs: [install]}
EOF
}
cure() { sed -i 's/$/ -k "not webpdf"/' test.sh; }
