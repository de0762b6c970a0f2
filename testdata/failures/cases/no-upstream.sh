# A clone of the fork, in which the project's own repository isn't known.
quick=yes
remedy='`git remote add upstream'
upstream() { echo "cd ../extension && git fetch upstream" > update.sh; }
guide() {
  cat << 'EOF'
steps: [{id: update, title: Update, why: The proof needs it., run: bash update.sh}]
EOF
}
provoke() { git clone -q up extension; }
cure() { git -C ../extension remote add upstream "$case/up"; }
