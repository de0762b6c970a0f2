#!/usr/bin/env bash
# The doctor on this machine: with nothing known yet, and with what programs said in an earlier run. Needs go and hyperfine.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o "$work/jupyter-onboard" ./cmd/jupyter-onboard
export XDG_STATE_HOME="$work/state" XDG_CACHE_HOME="$work/cache"
echo "load: $(uptime | sed 's/.*load average/load average/')"
run() { hyperfine -N --runs "${RUNS:-20}" "$@"; }
run -n 'doctor, nothing known' --prepare "rm -rf $work/cache" "$work/jupyter-onboard doctor"
run --warmup 3 -n 'doctor' "$work/jupyter-onboard doctor" \
  -n 'doctor nbformat' "$work/jupyter-onboard doctor nbformat --dir $work/nbformat" \
  -n 'doctor jupyterlab' "$work/jupyter-onboard doctor jupyterlab --dir $work/jupyterlab"
