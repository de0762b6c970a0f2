#!/usr/bin/env bash
# Runs prove.sh for every profile of every guide whose repository is at hand, and writes a table in Markdown:
#
#   catalogue.sh FOLDER [GUIDE-ID…] > table.md
#
# FOLDER has the repositories, each as owner+name/repo, owner+name, owner+name.git, owner/name.git or owner/name; bare or
# not. A profile with a part that the guide itself calls unproved isn't run. Progress goes to standard error, the logs of
# what failed stay in the folder that it names there. Needs what prove.sh needs.
set -euo pipefail
folder=$(cd "${1:?usage: catalogue.sh FOLDER [GUIDE-ID…]}" && pwd)
shift
cd "$(dirname "$0")/../.."
logs=$(mktemp -d "${TMPDIR:-/tmp}/catalogue-XXXXXX")
go build -o "$logs/jupyter-onboard" ./cmd/jupyter-onboard
if [ $# -eq 0 ]; then
  mapfile -t ids < <("$logs/jupyter-onboard" list --json | python3 testdata/bench/catalogue.py ids)
else
  ids=("$@")
fi
where() { # owner/name → the folder of the repository
  local flat=${1/\//+} candidate
  for candidate in "$flat/repo" "$flat" "$flat.git" "$1.git" "$1"; do
    if git -C "$folder/$candidate" rev-parse --git-dir > /dev/null 2>&1; then
      echo "$folder/$candidate"
      return
    fi
  done
}
python3 testdata/bench/catalogue.py head
for id in "${ids[@]}"; do
  "$logs/jupyter-onboard" show "$id" --json > "$logs/$id.json"
  while IFS=$'\t' read -r repo profile unproved; do
    path=$(where "$repo")
    if [ -n "$unproved" ]; then
      python3 testdata/bench/catalogue.py row "$logs/$id.json" "$profile" "unproved: $unproved" /dev/null
    elif [ -z "$path" ]; then
      python3 testdata/bench/catalogue.py row "$logs/$id.json" "$profile" "not run: no repository in the folder" /dev/null
    else
      echo "$id, profile $profile" >&2
      result=proved
      if ! bash testdata/bench/prove.sh "$id" "$repo" "$path" "$profile" > "$logs/$id-$profile.log" 2>&1; then
        result="failed: $(tail -n 1 "$logs/$id-$profile.log" | cut -c1-120)"
        echo "failed; log: $logs/$id-$profile.log" >&2
      fi
      python3 testdata/bench/catalogue.py row "$logs/$id.json" "$profile" "$result" "$logs/$id-$profile.log"
    fi
  done < <(python3 testdata/bench/catalogue.py profiles "$logs/$id.json")
done
