# The released form of the extension lies where the link to the checkout belongs.
network=yes
needs=(node)
remedy='put the link in its place with `jupyter labextension develop --overwrite .`'
upstream() {
  echo '{"name": "ext", "version": "0.1.0", "jupyterlab": {"extension": true, "outputDir": "ext/labextension"}}' > package.json
  mkdir -p ext/labextension
  cp package.json ext/labextension
  printf '%s\n' '[build-system]' 'requires = ["setuptools"]' 'build-backend = "setuptools.build_meta"' '[project]' 'name = "ext"' 'version = "0.1.0"' '[tool.setuptools]' 'packages = ["ext"]' > pyproject.toml
  echo 'def _jupyter_labextension_paths(): return [{"src": "labextension", "dest": "ext"}]' > ext/__init__.py
  echo 'jupyter-builder develop .' > link.sh
}
guide() {
  cat << 'EOF'
python: {version: ">=3.10"}
steps:
  - {id: install, title: Install, why: The next step needs it., pip: [jupyter-builder, -e, .], check: {installed: [ext]}}
  - {id: link, title: Link, why: The proof needs it., run: "mkdir -p .venv/share/jupyter/labextensions; [ -e .venv/share/jupyter/labextensions/ext ] || cp -r ext/labextension .venv/share/jupyter/labextensions/ext; bash link.sh", needs: [install]}
EOF
}
cure() { sed -i 's/develop/develop --overwrite/' link.sh; }
