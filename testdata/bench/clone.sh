#!/usr/bin/env bash
# Clone of a large repository: the engine's way beside plain git clone, both from one loopback server that
# answers partial clones as GitHub does. Then history, blame and a rebase in the engine's clone.
#
#   clone.sh owner/name /path/to/bare.git
#
# Needs go, git, curl and hyperfine.
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
url=$(cat "$work/address")/$name
partial="git clone --quiet --origin upstream --filter=blob:none --single-branch --no-tags -- $url $work/partial"
plain="git clone --quiet -- $url $work/plain"
hyperfine -N --runs "${RUNS:-3}" --prepare "rm -rf $work/partial $work/plain" -n partial "$partial" -n plain "$plain"
rm -rf "$work/partial" "$work/plain"
received() { # command: prints the bytes that the server sent for it
  before=$(curl -sf "$(cat "$work/address")/-/stats")
  "$@"
  after=$(curl -sf "$(cat "$work/address")/-/stats")
  echo $((after - before))
}
p=$(received $partial)
f=$(received $plain)
echo "bytes: partial $p, plain $f, ratio $(awk "BEGIN { printf \"%.3f\", $p / $f }")"
cd "$work/partial"
file=$(git ls-files | awk '/\.(py|ts|go|md)$/ && !n++')
git -c core.pager=cat log -p -3 > /dev/null && echo "git log -p: works"
git blame -- "$file" > /dev/null && echo "git blame $file: works"
git switch -q --detach HEAD~5
git -c user.name=bench -c user.email=bench@example.org commit -q --allow-empty -m change
git -c user.name=bench -c user.email=bench@example.org rebase -q upstream/HEAD > /dev/null 2>&1 ||
  git -c user.name=bench -c user.email=bench@example.org rebase -q "$(git rev-parse --abbrev-ref @{-1})"
echo "git rebase: works"
