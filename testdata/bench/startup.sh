#!/usr/bin/env bash
# Start-up of the program beside an empty Go program: rounds of hyperfine over all of them in turn, so that what else the
# machine does meets each alike. Printed are the medians of the rounds' medians, and the medians of their ratios.
# Needs go and hyperfine. RUNS is how often each program is started in a round (default 25), ROUNDS how many (8).
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
for _ in $(seq "${ROUNDS:-8}"); do
  hyperfine -N --warmup 3 --runs "${RUNS:-25}" --export-csv "$work/round" \
    -n empty "$work/empty.bin" \
    -n help "$work/jupyter-onboard --help" \
    -n version "$work/jupyter-onboard version" \
    -n list "$work/jupyter-onboard list" \
    -n show "$work/jupyter-onboard show nbformat" > /dev/null 2>&1
  awk -F, 'NR == 2 { empty = $4 } NR > 1 { printf "%s %.3f %.3f\n", $1, $4 * 1000, $4 / empty }' "$work/round" >> "$work/all"
done
for name in empty help version list show; do
  for column in 2 3; do
    awk -v n="$name" -v c="$column" '$1 == n { print $c }' "$work/all" | sort -n |
      awk '{ v[NR] = $1 } END { printf "%.2f ", (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
  done | awk -v n="$name" '{ printf "%-8s %6.2f ms  %5.2f times the empty program\n", n, $1, $2 }'
done
