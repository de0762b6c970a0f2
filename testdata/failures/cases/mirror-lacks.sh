# The mirror doesn't have the package; its keepers bring it.
code=4
remedy="If the package isn't there, ask the mirror's keepers for it"
guide() {
  cat << 'EOF'
python: {version: ">=3.8"}
steps: [{id: install, title: Install, why: The proof needs it., pip: [pp], retries: 0, check: {installed: [pp]}}]
EOF
}
provoke() {
  mkdir -p site/simple
  serve --dir site
  unset PIP_FIND_LINKS PIP_EXTRA_INDEX_URL
  export PIP_INDEX_URL=$address/simple
}
cure() { wheel "$case/site/simple/pp" pp 1.0; }
