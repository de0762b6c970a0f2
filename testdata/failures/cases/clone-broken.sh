# The line breaks off in the middle of a repository.
quick=yes
code=4
remedy='Try again: an unfinished clone leaves nothing behind'
upstream() { echo 'git clone "$(cat ~/address)/other.git" other' > fetch.sh; }
guide() {
  echo 'steps: [{id: fetch, title: Fetch, why: The proof needs it., run: bash fetch.sh, network: true, retries: 0, creates: [other/README]}]'
}
provoke() {
  mkdir large
  head -c 50000 /dev/urandom > large/README
  repository large
  git_site large site/other.git
  touch broken
  serve --dir site --cut broken
  echo "$address" > "$HOME/address"
}
cure() { rm ../broken; }
