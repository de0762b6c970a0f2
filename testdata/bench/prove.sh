#!/usr/bin/env bash
# Runs one guide for real, from nothing, against a repository served over loopback:
#
#   prove.sh GUIDE-ID owner/name /path/to/bare.git [PROFILE]
#
# What is tried is what `jupyter-onboard guide test` tries: set-up from nothing; again, when no step may run; each proof red
# under its mutation and under a released package that shadows the checkout; green again. At the end it prints the receipt for
# the guide, and how many bytes the server sent. Needs go, git, curl and what the guide needs. KEEP=1 leaves the runs there.
set -euo pipefail
id=${1:?usage: prove.sh GUIDE-ID owner/name /path/to/bare.git [PROFILE]}
name=${2:?}
bare=$(cd "${3:?}" && pwd)
profile=${4:-default}
cd "$(dirname "$0")/../.."
work=$(mktemp -d "${TMPDIR:-/tmp}/prove-$id-XXXXXX")
server=
cleanup() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  if [ -n "${KEEP:-}" ]; then
    echo "kept: $work"
  else
    chmod -R u+w "$work" 2>/dev/null || true
    rm -rf "$work"
  fi
}
trap cleanup EXIT
go build -o "$work/jupyter-onboard" ./cmd/jupyter-onboard
go build -o "$work/gitserve" ./pkg/gitrepo/gittest/gitserve
"$work/gitserve" "$name=$bare" > "$work/address" &
server=$!
until [ -s "$work/address" ]; do kill -0 "$server"; done
GITHUB_SERVER_URL=$(cat "$work/address")
export GITHUB_SERVER_URL XDG_STATE_HOME="$work/state" XDG_CACHE_HOME="$work/cache"
guide=guides/$id.yaml
digest=sha256:$(sha256sum "$guide" | cut -d ' ' -f 1)
test=("$work/jupyter-onboard" guide test "$guide" --profile "$profile" --no-write --trust "$digest" --work "$work/runs" --plain)
[ -z "${KEEP:-}" ] || test+=(--keep)
code=0
COLUMNS=400 "${test[@]}" > "$work/log" 2>&1 || code=$?
if [ "$code" != 0 ]; then
  tail -n 60 "$work/log" >&2
  KEEP=1
  exit 1
fi
grep -E 'no step ran|red under|red when|not on line' "$work/log" || true
sed -n '/^receipt:/,/^$/p' "$work/log" | sed '/^$/d'
echo "clone: $(curl -sf "$GITHUB_SERVER_URL/-/stats") bytes sent by the server"
