# The version comes from git's tags, and the fork that was cloned has none.
network=yes
remedy='Get them with `git fetch --tags upstream`'
upstream() {
  printf '%s\n' '[build-system]' 'requires = ["setuptools", "setuptools-scm"]' 'build-backend = "setuptools.build_meta"' \
    '[project]' 'name = "pp"' 'dynamic = ["version"]' '[tool.setuptools]' 'py-modules = []' '[tool.setuptools_scm]' > pyproject.toml
  printf '%s\n' 'python -m pip install -e .' 'python -m pip install "pp>=2" --no-index' > install.sh
}
guide() {
  cat << 'EOF'
python: {version: ">=3.9"}
steps: [{id: install, title: Install, why: The proof needs it., run: bash -e install.sh, network: true, retries: 0, check: {installed: [pp]}}]
EOF
}
provoke() {
  git clone -q --bare up project.git
  git -C project.git tag 2.0
}
cure() {
  git remote set-url upstream "$case/project.git" 2> /dev/null || git remote add upstream "$case/project.git"
  git fetch -q --tags upstream
  git remote set-url upstream "file://$case/up"
}
