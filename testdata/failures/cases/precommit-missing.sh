# The hook calls pre-commit from an environment that is gone.
network=yes
remedy='put the environment'
upstream() {
  printf '%s\n' 'repos:' '  - repo: local' '    hooks: [{id: ok, name: ok, entry: "true", language: system}]' > .pre-commit-config.yaml
  echo 'git -c user.name=me -c user.email=me@example.org commit --allow-empty -m "My change"' > commit.sh
}
guide() {
  cat << 'EOF'
python: {version: ">=3.9"}
steps:
  - {id: install, title: Install, why: It checks commits., pip: [pre-commit], check: {installed: [pre-commit]}}
  - {id: commit, title: Commit, why: The proof needs it., needs: [install], run: "cat .git/hooks/pre-commit >/dev/null 2>&1 || { pre-commit install; sed -i 's,^INSTALL_PYTHON=.*,INSTALL_PYTHON=/gone/bin/python,' .git/hooks/pre-commit; }; PATH=${PATH#*.venv/bin:} bash commit.sh"}
EOF
}
provoke() { PATH=$(path_of python3); }
cure() { ln -s "$case/src/.venv/bin/pre-commit" "$PATH/pre-commit"; }
