#!/usr/bin/env bash
# Clone of a large repository: the engine's way beside plain git clone, both from one loopback server that
# answers partial clones as GitHub does. Then history, blame and a rebase in the engine's clone.
#
#   clone.sh owner/name /path/to/bare.git
#
# Needs go, git and curl.
set -euo pipefail
name=${1:?usage: clone.sh owner/name /path/to/bare.git}
bare=$(cd "${2:?usage: clone.sh owner/name /path/to/bare.git}" && pwd)
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
server=
cleanup() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
go build -o "$work/gitserve" ./pkg/gitrepo/gittest/gitserve
"$work/gitserve" "$name=$bare" > "$work/address" &
server=$!
until [ -s "$work/address" ]; do kill -0 "$server"; done
GITHUB_SERVER_URL=$(cat "$work/address")
export GITHUB_SERVER_URL XDG_STATE_HOME="$work/state" XDG_CACHE_HOME="$work/cache"
url=$GITHUB_SERVER_URL/$name
CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o "$work/jupyter-onboard" ./cmd/jupyter-onboard
# A guide that does nothing but clone, and lists what it has.
cat > "$work/only.yaml" <<GUIDE
schema: 1
id: only
name: Only the clone
repo: $name
subproject: none
summary: Nothing but the clone.
choose: {areas: [test], skills: [git], kinds: [code], difficulty: 1}
profiles:
  - {id: all, title: All}
verify:
  - {id: head, proves: There is a commit., run: git rev-parse HEAD, expect: '[0-9a-f]{40}'}
issues:
  labels: [good first issue]
  claim: {rule: none, says: Nothing is written.}
GUIDE
digest=sha256:$( (sha256sum "$work/only.yaml" 2>/dev/null || shasum -a 256 "$work/only.yaml") | cut -d' ' -f1)
partial="$work/jupyter-onboard setup only --yes --guide $work/only.yaml --trust $digest --dir $work/partial"
plain="git clone --quiet -- $url $work/plain"
# Alternated runs, each into a folder of its own: nothing is deleted in between, as ext4 then spends seconds on
# avoiding the inodes that were freed just now.
aside() {
  mkdir -p "$work/old"
  for d in partial plain; do [ ! -d "$work/$d" ] || mv "$work/$d" "$(mktemp -d "$work/old/XXXXXX")"; done
}
TIMEFORMAT=%R
for run in $(seq "${RUNS:-5}"); do
  aside
  sync # so that no run pays for writing back what the one before it wrote
  ours=$( { time $partial > /dev/null 2>&1; } 2>&1)
  theirs=$( { time $plain > /dev/null 2>&1; } 2>&1)
  echo "run $run: jupyter-onboard $ours s, git clone $theirs s"
  echo "$ours $theirs" >> "$work/times"
done
awk '{ print $1 / $2 }' "$work/times" | sort -n | awk '{ r[NR] = $1 } END { printf "time: median ratio %.3f, from %.3f to %.3f\n", (r[int((NR + 1) / 2)] + r[int(NR / 2) + 1]) / 2, r[1], r[NR] }'
aside
received() { # command: prints the bytes that the server sent for it
  before=$(curl -sf "$(cat "$work/address")/-/stats")
  "$@"
  after=$(curl -sf "$(cat "$work/address")/-/stats")
  echo $((after - before))
}
p=$(received $partial | tail -1)
f=$(received $plain | tail -1)
echo "bytes: jupyter-onboard $p, git clone $f, ratio $(awk "BEGIN { printf \"%.3f\", $p / $f }")"
cd "$work/partial"
file=$(git ls-files | awk '/\.(py|ts|go|md)$/ && !n++')
git -c core.pager=cat log -p -3 > /dev/null && echo "git log -p: works"
git blame -- "$file" > /dev/null && echo "git blame $file: works"
git switch -q --detach HEAD~5
git -c user.name=bench -c user.email=bench@example.org commit -q --allow-empty -m change
git -c user.name=bench -c user.email=bench@example.org rebase -q upstream/HEAD > /dev/null 2>&1 ||
  git -c user.name=bench -c user.email=bench@example.org rebase -q "$(git rev-parse --abbrev-ref @{-1})"
echo "git rebase: works"
