# A notebook is run, and there is no kernel for Python in the environment.
network=yes
remedy='`.venv/bin/python -m pip install ipykernel`, then `.venv/bin/python -m ipykernel install --sys-prefix`'
upstream() {
  echo '{"cells": [{"cell_type": "code", "id": "a", "source": "6*7", "metadata": {}, "outputs": [], "execution_count": null}], "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}}, "nbformat": 4, "nbformat_minor": 5}' > a.ipynb
}
guide() {
  cat << 'EOF'
python: {version: ">=3.10"}
steps:
  - {id: install, title: Install, why: It runs notebooks., pip: [nbclient], check: {installed: [nbclient]}}
  - {id: run, title: Run, why: The proof needs it., run: jupyter execute a.ipynb, needs: [install]}
EOF
}
cure() {
  .venv/bin/python -m pip install -q ipykernel
  .venv/bin/python -m ipykernel install --sys-prefix > ../kernel.log
}
