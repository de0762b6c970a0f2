# git makes a commit and doesn't know by whom.
quick=yes
remedy='`git config user.name "Your Name"` and `git config user.email you@example.com`'
guide() {
  cat << 'EOF'
steps: [{id: commit, title: Commit, why: The proof needs it., run: git commit --allow-empty -m "My change", creates: [.git/COMMIT_EDITMSG]}]
EOF
}
provoke() { git config --global user.useConfigOnly true; }
cure() {
  git config user.name "Your Name"
  git config user.email you@example.com
}
