# A push goes to the project, which this person may not change, in the place of the fork.
quick=yes
code=4
remedy='`git remote -v` tells where a push goes: origin should be your fork'
upstream() { echo 'git push "$(cat ~/remote)" HEAD:refs/heads/topic' > push.sh; }
guide() {
  echo 'steps: [{id: push, title: Push, why: The proof needs it., run: bash push.sh, network: true, retries: 0}]'
}
provoke() {
  git_site up site/project.git
  git clone -q --bare up fork.git
  serve --dir site --refuse 403 /project.git/info/refs
  echo "$address/project.git" > "$HOME/remote"
}
cure() { echo "$case/fork.git" > "$HOME/remote"; }
