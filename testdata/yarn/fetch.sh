#!/usr/bin/env bash
# Gets the Yarn 3 that JupyterLab calls jlpm, for the test of a company's network. It has 2 MB, so it isn't kept in the
# repository. Does nothing if it is there.
#
#   bash testdata/yarn/fetch.sh
#
# Needs npm, and an npm registry or a mirror of one.
set -euo pipefail

readonly package=@yarnpkg/cli-dist version=3.5.0 file=yarn.js
readonly sum=e4fc5f94867cd0b492fb0a644f14e7b47c4387bc75d46b56e86db6d0f1a6cb97
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
tar -xzf "$work"/*.tgz -C "$work" "package/bin/$file"
whole "$work/package/bin/$file" || {
  echo "$0: $package@$version has another $file than expected: $(sum_of "$work/package/bin/$file"), not $sum" >&2
  exit 1
}
mv "$work/package/bin/$file" "$cache/$file"
