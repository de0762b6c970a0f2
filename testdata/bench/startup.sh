#!/usr/bin/env bash
# Start-up of the program beside an empty Go program. Needs go and hyperfine.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/empty"
printf 'package main\n\nfunc main() {}\n' > "$work/empty/main.go"
CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o "$work/empty.bin" "$work/empty/main.go"
CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o "$work/jupyter-onboard" ./cmd/jupyter-onboard
echo "binary: $(stat -c %s "$work/jupyter-onboard" 2>/dev/null || stat -f %z "$work/jupyter-onboard") bytes stripped"
export XDG_STATE_HOME="$work/state" XDG_CACHE_HOME="$work/cache"
hyperfine -N --warmup 5 --runs "${RUNS:-50}" \
  -n empty "$work/empty.bin" \
  -n help "$work/jupyter-onboard --help" \
  -n version "$work/jupyter-onboard version" \
  -n list "$work/jupyter-onboard list" \
  -n show "$work/jupyter-onboard show nbformat"
