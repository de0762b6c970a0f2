# Somebody else has pushed to the branch since.
quick=yes
remedy='On your branch, `git pull --rebase`, then push'
upstream() { echo "git push mine HEAD:refs/heads/topic" > push.sh; }
guide() {
  cat << 'EOF'
steps: [{id: push, title: Push, why: The proof needs it., run: bash push.sh}]
EOF
}
provoke() {
  git clone -q --bare up mine.git
  git clone -q mine.git bot
  git -C bot switch -q -c topic
  commit bot "style: automatic fixes"
  git -C bot push -q origin topic
  git clone -q up src
  git -C src remote add mine "$case/mine.git"
  git -C src switch -q -c topic
  commit src "My change"
}
cure() { git -c user.name=me -c user.email=me@example.org pull -q --rebase mine topic; }
