#!/usr/bin/env bash
# Drafts a guide from each of the catalogue's repositories, compares it with the finished guide field by field, and writes
# the table to testdata/bench/DRAFTS.md. It fails if anything that a draft calls sure is wrong.
#
#   drafts.sh FOLDER        FOLDER has the repositories as owner+name/repo, at the commits of the guides
set -euo pipefail
repositories=$(cd "${1:?usage: drafts.sh FOLDER}" && pwd)
cd "$(dirname "$0")/../.."
DRAFTS_REPOSITORIES=$repositories DRAFTS_TABLE=$PWD/testdata/bench/DRAFTS.md \
  go test -count=1 -timeout 20m -run TestDraftsOfTheCatalogue -v ./pkg/author
