#!/usr/bin/env bash
# From nothing to proved: `jupyter-onboard setup` beside upstream's own instructions, followed by hand.
#
#   byhand.sh GUIDE-ID owner/name /path/to/bare.git [PROFILE]
#
# byhand.GUIDE-ID is upstream's way as a list of shell commands, each part with the file of upstream that it is from;
# its last command is the proof of the guide. RUNS alternated pairs (default 5), from the same loopback server, every
# run with caches of its own and into a folder of its own; nothing is deleted in between, as ext4 is slow for a while
# after large deletions. UV=/path/to/uv puts uv on the PATH of jupyter-onboard's runs; without it, no uv is on PATH.
# The repository must be complete, as git clone fetches all of it. The package servers are the same for both, so run it where the network doesn't change. It prints every pair and the
# median of their ratios; the bars are 0.7 with uv and 1.1 without. Needs go, git, python3, GNU date and what the
# guide needs.
set -euo pipefail
usage='usage: byhand.sh GUIDE-ID owner/name /path/to/bare.git [PROFILE]'
id=${1:?$usage} name=${2:?$usage} bare=$(cd "${3:?$usage}" && pwd) profile=${4:-python}
cd "$(dirname "$0")"
list=$PWD/byhand.$id
[ -r "$list" ] || { echo "there is no $list" >&2; exit 2; }
work=$(mktemp -d "${TMPDIR:-/tmp}/byhand-$id-XXXXXX")
server=
cleanup() {
  [ -z "$server" ] || kill "$server" 2> /dev/null || true
  [ -n "${KEEP:-}" ] || rm -rf "$work"
}
trap cleanup EXIT
(cd ../.. && go build -o "$work/jupyter-onboard" ./cmd/jupyter-onboard && go build -o "$work/gitserve" ./pkg/gitrepo/gittest/gitserve)
"$work/gitserve" "$name=$bare" > "$work/address" &
server=$!
until [ -s "$work/address" ]; do kill -0 "$server"; done
GITHUB_SERVER_URL=$(cat "$work/address")
export GITHUB_SERVER_URL

# A PATH on which uv is what UV says, or isn't.
mkdir "$work/bin"
path=
IFS=: read -ra dirs <<< "$PATH"
for dir in "${dirs[@]}"; do
  if [ -e "$dir/uv" ]; then
    links=$(mktemp -d "$work/links-XXXXXX")
    find "$dir" -maxdepth 1 ! -type d ! -name uv ! -name uvx -exec ln -s -t "$links" {} +
    dir=$links
  fi
  path=$path:$dir
done
path=${path#:}
[ -z "${UV:-}" ] || ln -s "$(readlink -f "$UV")" "$work/bin/uv"

# timed FOLDER LOG COMMAND…: seconds, with nothing in any cache.
timed() {
  local dir=$1 log=$2 from to
  shift 2
  mkdir -p "$dir/home"
  sync # so that no run pays for writing back what the one before it wrote
  from=$(date +%s.%N)
  if ! (
    cd "$dir"
    export HOME=$dir/home XDG_CACHE_HOME=$dir/cache XDG_STATE_HOME=$dir/state XDG_DATA_HOME=$dir/data XDG_CONFIG_HOME=$dir/config
    export PIP_CACHE_DIR=$dir/pip UV_CACHE_DIR=$dir/uv npm_config_cache=$dir/npm YARN_GLOBAL_FOLDER=$dir/yarn
    "$@"
  ) > "$log" 2>&1 < /dev/null; then
    KEEP=1
    echo "it failed, so nothing is measured: $log" >&2
    tail -15 "$log" >&2
    exit 1
  fi
  to=$(date +%s.%N)
  awk "BEGIN { printf \"%.1f\", $to - $from }"
}
ours() { PATH=$work/bin:$path "$work/jupyter-onboard" setup "$id" --yes --profile "$profile" --dir "$PWD/checkout"; }
# With interrupts as they are in a terminal: a script that was itself started with "&" has them ignored, and JupyterHub's
# tests stop servers by them.
theirs() {
  PATH=$path python3 -c 'import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execvp("bash", ["bash", "-e", *sys.argv[1:]])' "$list" "$GITHUB_SERVER_URL/$name"
}

for run in $(seq "${RUNS:-5}"); do
  o=$(timed "$work/ours-$run" "$work/ours-$run.log" ours)
  t=$(timed "$work/theirs-$run" "$work/theirs-$run.log" theirs)
  echo "run $run: jupyter-onboard $o s, by hand $t s"
  echo "$o $t" >> "$work/times"
done
echo "$id, profile $profile, $([ -n "${UV:-}" ] && "$UV" --version || echo "without uv"):"
awk '{ print $1 / $2 }' "$work/times" | sort -n |
  awk '{ r[NR] = $1 } END { printf "median ratio %.2f, from %.2f to %.2f, of %d\n", (r[int((NR + 1) / 2)] + r[int(NR / 2) + 1]) / 2, r[1], r[NR], NR }'
