#!/usr/bin/env bash
# Runs one guide for real, from nothing, against a repository served over loopback:
#
#   prove.sh GUIDE-ID owner/name /path/to/bare.git [PROFILE]
#
# 1. set-up from nothing ends with 0;  2. again, and no step runs;  3. each proof turns red under its mutation, by the
# failure that the guide names;  4. it turns red when a released package shadows the checkout (for from_checkout);
# 5. green again. At the end it prints the receipt for the guide. Needs go, git, curl, python3 and what the guide needs.
set -euo pipefail
id=${1:?usage: prove.sh GUIDE-ID owner/name /path/to/bare.git [PROFILE]}
name=${2:?}
bare=$(cd "${3:?}" && pwd)
profile=${4:-}
cd "$(dirname "$0")/../.."
work=$(mktemp -d "${TMPDIR:-/tmp}/prove-$id-XXXXXX")
server=
cleanup() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  [ -n "${KEEP:-}" ] || rm -rf "$work"
}
trap cleanup EXIT
go build -o "$work/jupyter-onboard" ./cmd/jupyter-onboard
go build -o "$work/gitserve" ./pkg/gitrepo/gittest/gitserve
"$work/gitserve" "$name=$bare" > "$work/address" &
server=$!
until [ -s "$work/address" ]; do kill -0 "$server"; done
GITHUB_SERVER_URL=$(cat "$work/address")
export GITHUB_SERVER_URL XDG_STATE_HOME="$work/state" XDG_CACHE_HOME="$work/cache"
setup=("$work/jupyter-onboard" setup "$id" --yes --dir "$work/checkout" --json)
[ -z "$profile" ] || setup+=(--profile "$profile")
run() { # log, expected exit code
  local code=0
  "${setup[@]}" > "$1" 2> "$1.err" || code=$?
  if [ "$code" != "$2" ]; then
    echo "exit code $code, expected $2; log: $1" >&2
    python3 testdata/bench/prove.py tail "$1" >&2
    KEEP=1
    exit 1
  fi
}
echo "1. from nothing"
run "$work/first.jsonl" 0
sent=$(curl -sf "$GITHUB_SERVER_URL/-/stats")
echo "2. again: no step runs"
run "$work/second.jsonl" 0
python3 testdata/bench/prove.py norun "$work/second.jsonl"
echo "3. and 4. red under the mutation, red under a shadow"
"$work/jupyter-onboard" show "$id" --json > "$work/guide.json"
python3 testdata/bench/prove.py red "$work" "$profile" "${setup[@]}"
echo "5. green again"
run "$work/last.jsonl" 0
python3 testdata/bench/prove.py receipt "$work" "$profile" "$sent"
