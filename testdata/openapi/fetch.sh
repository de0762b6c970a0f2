#!/usr/bin/env bash
# Gets GitHub's own description of its REST interface, against which the tests' fake GitHub is held.
# It has 13 MB, so it isn't kept in the repository. Does nothing if it is there.
#
#   bash testdata/openapi/fetch.sh
#
# Needs npm, and an npm registry or a mirror of one.
set -euo pipefail

readonly package=@octokit/openapi version=23.0.2 file=api.github.com.json
readonly sum=829b4bebb19a53133289f7b0bc819f4f1118115821db2ca9f25e9ee995a7da2a
here=$(cd "$(dirname "$0")" && pwd)
readonly here cache=$here/cache

sum_of() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

whole() { [[ -f $1 && $(sum_of "$1") == "$sum" ]]; }

whole "$cache/$file" && exit 0
command -v npm >/dev/null || {
  echo "$0: no npm command: install Node.js" >&2
  exit 1
}
mkdir -p "$cache"
work=$(mktemp -d "$cache/.fetch.XXXXXX")
trap 'rm -rf "$work"' EXIT
npm pack --silent --pack-destination "$work" "$package@$version" >/dev/null
tar -xzf "$work"/*.tgz -C "$work" "package/generated/$file"
whole "$work/package/generated/$file" || {
  echo "$0: $package@$version has another $file than expected: $(sum_of "$work/package/generated/$file"), not $sum" >&2
  exit 1
}
mv "$work/package/generated/$file" "$cache/$file"
