#!/usr/bin/env bash
# One case of run.sh, which sets here, work, fixtures, python and program. Ends with 0 if the failure was provoked and
# cured, 77 if something that the case needs isn't there, and with anything else if it went another way.
#
# A case says, where the defaults don't do:
#
#   needs=(PROGRAM…)  programs that must be on PATH
#   network=yes       it fetches packages
#   quick=yes         it takes a second or two
#   code=4            exit code of the failing set-up (default 1)
#   remedy='…'        the words of the printed remedy that it follows
#   upstream()        makes the repository's files, in the current folder
#   guide()           prints the parts of the guide that matter
#   provoke()         makes the machine what it must be: variables, servers
#   cure()            follows the remedy, in the checkout
set -euo pipefail
id=$1
case=$work/$id
needs=() network=no code=1 remedy='' under=()
servers=()
upstream() { echo "A small repository." > README; }
provoke() { :; }
trap 'for p in "${servers[@]}"; do kill "$p" 2>/dev/null || true; done' EXIT

skip() {
  echo "skip $id: $1"
  exit 77
}
wrong() {
  echo "FAIL $id: $1"
  exit 1
}
# shellcheck source=/dev/null
. "$here/tools.sh"
# shellcheck source=/dev/null
. "$here/cases/$id.sh"
for tool in "${needs[@]}"; do
  command -v "$tool" > /dev/null || skip "no $tool here"
done

mkdir -p "$case/home" "$case/up"
export HOME=$case/home XDG_STATE_HOME=$case/state XDG_CACHE_HOME=$case/cache GIT_CONFIG_NOSYSTEM=1 CI=
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_CACHE_DIR=$fixtures/pip npm_config_cache=$fixtures/npm npm_config_update_notifier=false
unset VIRTUAL_ENV NODE_OPTIONS GITHUB_ACTIONS
cd "$case/up"
upstream
repository "$case/up"
cd "$case"
provoke
{
  cat << GUIDE
schema: 1
id: $id
name: A small project
repo: example/example
subproject: none
summary: It fails in a way that is known.
choose: {areas: [a], skills: [b], kinds: [code], difficulty: 1, goals: [I want to see it fail]}
clone: {branch: main}
profiles: [{id: all, title: All, summary: Everything.}]
verify: [{id: proof, proves: "That the steps before it are done.", run: echo proof, expect: proof}]
issues: {labels: [good first issue], claim: {rule: comment, says: Say so.}}
GUIDE
  guide
} > guide.yaml
trust=sha256:$("$python" -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' guide.yaml)
setup() { # events: the exit code is left in $ended
  ended=0
  "${under[@]}" "$program" setup "$id" --yes --json --guide "$case/guide.yaml" --trust "$trust" --from "$case/up" \
    --dir "$case/src" > "$1" 2> "$1.err" < /dev/null || ended=$?
}
start=$SECONDS
setup first.jsonl
[ "$ended" = "$code" ] || wrong "exit code $ended in the place of $code; $("$python" "$here/read.py" tail first.jsonl)"
seen=$("$python" "$here/read.py" failure first.jsonl "$id" "$remedy" 2>&1) || wrong "$seen"
cd "$case/src"
cure
cd "$case"
setup second.jsonl
[ "$ended" = 0 ] || wrong "the cure doesn't cure: exit code $ended; $("$python" "$here/read.py" tail second.jsonl)"
echo "ok   $id ($((SECONDS - start)) s): $seen"
