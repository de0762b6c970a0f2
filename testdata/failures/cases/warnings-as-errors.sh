# A dependency warns of something, and in this project a warning makes a test fail.
network=yes
remedy='give pytest `-W default` and go on'
upstream() {
  printf '%s\n' '[tool.pytest.ini_options]' 'filterwarnings = ["error"]' > pyproject.toml
  printf '%s\n' 'import warnings' 'def test_it():' '    warnings.warn("this goes away", DeprecationWarning)' > test_it.py
  echo 'python -m pytest test_it.py' > test.sh
}
guide() {
  cat << 'EOF'
python: {version: ">=3.9"}
steps:
  - {id: install, title: Install, why: The tests need it., pip: [pytest], check: {installed: [pytest]}}
  - {id: test, title: Test, why: The proof needs it., run: bash test.sh, needs: [install]}
EOF
}
cure() { sed -i 's/$/ -W default/' test.sh; }
