#!/usr/bin/env bash
# Builds the pages that `guide docs` renders for every guide of the catalogue, with MyST and with Sphinx, and fails at the
# first warning.
#
#   docs.sh MYST SPHINX-BUILD      the two programs, such as node_modules/.bin/myst and .venv/bin/sphinx-build
set -euo pipefail
myst=$(realpath "${1:?usage: docs.sh MYST SPHINX-BUILD}")
sphinx=$(realpath -s "${2:?usage: docs.sh MYST SPHINX-BUILD}")
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go build -o "$work/jupyter-onboard" ./cmd/jupyter-onboard
mkdir "$work/myst" "$work/rst"
ids=()
for file in guides/*.yaml; do
  id=$(basename "$file" .yaml)
  [ "$id" = known-failures ] || [ "$id" = subprojects ] && continue
  ids+=("$id")
  "$work/jupyter-onboard" guide docs "$file" > "$work/myst/$id.md"
  "$work/jupyter-onboard" guide docs "$file" --format rst > "$work/rst/$id.rst"
done
printf 'version: 1\nproject:\n  title: Guides\n' > "$work/myst/myst.yml"
(cd "$work/myst" && "$myst" build --md --all --strict --ci > "$work/myst.log" 2>&1) || {
  cat "$work/myst.log"
  exit 1
}
if grep -E '⚠|⛔' "$work/myst.log"; then
  exit 1
fi
{
  printf 'Guides\n======\n\n.. toctree::\n\n'
  printf '   %s\n' "${ids[@]}"
} > "$work/rst/index.rst"
echo 'project = "Guides"' > "$work/rst/conf.py"
"$sphinx" -q -n -W -b html "$work/rst" "$work/html"
echo "${#ids[@]} guides built with MyST and Sphinx without a warning"
