#!/usr/bin/env bash
# Provokes known failures for real, and cures them as the program says:
#
#   run.sh [--quick] [ID…]
#
# Each file in cases is one known failure. For each, a small repository and a guide are made, the machine is made to
# be what it must be, and `jupyter-onboard setup` must fail, with a "failure" event whose first diagnosis is that
# known failure. Then the remedy that the event prints is followed, and the same command must end with 0.
# --quick takes the cases that need neither network nor an environment; they are a test of package guides. What a case
# can't find on this machine skips it, which is said.
#
# JUPYTER_ONBOARD names the program (default: it is built); FIXTURES a folder where fetched tools are kept between
# runs (default: none are kept); KEEP=1 leaves the folders of the runs. Needs git, bash and python3.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/failures-XXXXXX")
trap '[ -n "${KEEP:-}" ] || rm -rf "$work"' EXIT
fixtures=${FIXTURES:-$work/fixtures}
mkdir -p "$fixtures"
python=$(python3 -c 'import sys; print(sys.executable)') # itself, and not a shim that needs more of PATH than cases leave
program=${JUPYTER_ONBOARD:-$work/jupyter-onboard}
[ -n "${JUPYTER_ONBOARD:-}" ] || (cd "$here/../.." && go build -o "$program" ./cmd/jupyter-onboard)
export here work fixtures python program

quick=
if [ "${1:-}" = --quick ]; then
  quick=1
  shift
fi
cases=("$@")
[ $# -gt 0 ] || mapfile -t cases < <(cd "$here/cases" && printf '%s\n' *.sh | sed 's/\.sh$//')

cured=0 skipped=0 failed=()
for id in "${cases[@]}"; do
  [ -z "$quick" ] || grep -q '^quick=yes' "$here/cases/$id.sh" || continue
  code=0
  bash "$here/case.sh" "$id" || code=$?
  case $code in
    0) cured=$((cured + 1)) ;;
    77) skipped=$((skipped + 1)) ;;
    *) failed+=("$id") ;;
  esac
done
echo "$cured provoked and cured, $skipped skipped, ${#failed[@]} not as expected${failed:+: ${failed[*]}}"
[ ${#failed[@]} -eq 0 ]
