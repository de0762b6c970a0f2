#!/usr/bin/env bash
# The newcomer issues of 34 repositories from kept answers, without network, beside an empty Go program: three searches
# of a hundred issues each. Needs go and hyperfine.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'kill "${server:-0}" 2>/dev/null || true; rm -rf "$work"' EXIT
mkdir "$work/empty" "$work/guides"
printf 'package main\n\nfunc main() {}\n' > "$work/empty/main.go"
CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o "$work/empty.bin" "$work/empty/main.go"
CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o "$work/jupyter-onboard" ./cmd/jupyter-onboard
go build -o "$work/githubserve" ./pkg/forge/forgetest/githubserve

# Guides for the repositories, each as long as JupyterHub's. One that the program has itself is replaced.
grep -v '^#' testdata/issues/catalogue.txt | while IFS= read -r line; do
  repo=${line%%: *} labels=${line#*: } id=${line%%: *}
  id=$(tr 'A-Z_' 'a-z-' <<< "${id#*/}")
  sed -e "0,/^id: .*/s//id: $id/" -e "0,/^repo: .*/s||repo: $repo|" -e "0,/^  labels: .*/s//  labels: [$labels]/" \
    guides/jupyterhub.yaml > "$work/guides/$id.yaml"
done

mkfifo "$work/address"
"$work/githubserve" -issues 12 testdata/issues/catalogue.txt > "$work/address" &
server=$!
IFS= read -r GITHUB_API_URL < "$work/address"
export GITHUB_API_URL JUPYTER_ONBOARD_GUIDES="$work/guides" XDG_STATE_HOME="$work/state" XDG_CACHE_HOME="$work/cache"
"$work/jupyter-onboard" issues > "$work/list"
kill "$server"
echo "$(wc -l < "$work/list") issues shown, $(find "$work/cache" -name '*.gz' -printf '%s\n' | paste -sd+ | bc) bytes kept"
hyperfine -N --warmup 3 --runs "${RUNS:-30}" \
  -n empty "$work/empty.bin" \
  -n 'issues from kept answers' "$work/jupyter-onboard issues --offline" \
  --export-json "${OUT:-/dev/null}"
