#!/usr/bin/env bash
# A set-up whose ten steps are done, beside go-task with ten up-to-date tasks. Needs go, git, bash, task and
# hyperfine (go install github.com/go-task/task/v3/cmd/task@v3.49.1).
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o "$work/jupyter-onboard" ./cmd/jupyter-onboard
export XDG_STATE_HOME="$work/state" XDG_CACHE_HOME="$work/cache"

git init -q -b main "$work/upstream"
git -C "$work/upstream" -c user.name=bench -c user.email=bench@example.org commit -q --allow-empty -m one
printf 'made-*.txt\n' > "$work/upstream/.gitignore"
git -C "$work/upstream" add .gitignore
git -C "$work/upstream" -c user.name=bench -c user.email=bench@example.org commit -q -m two

{
  cat <<'GUIDE'
schema: 1
id: ten
name: Ten steps
repo: example/ten
subproject: none
summary: Ten steps that are done.
choose: {areas: [test], skills: [bash], kinds: [code], difficulty: 1}
profiles:
  - {id: all, title: All}
steps:
GUIDE
  for i in 0 1 2 3 4 5 6 7 8 9; do
    printf '  - id: step-%d\n    title: Make file %d\n    why: It is one of ten.\n    needs: []\n' "$i" "$i"
    printf '    run: echo %d > made-%d.txt\n    creates: [made-%d.txt]\n    check: {files: [made-%d.txt]}\n' "$i" "$i" "$i" "$i"
  done
  cat <<'GUIDE'
verify:
  - id: files
    proves: The ten files are there.
    run: ls made-*.txt | wc -l
    expect: '10'
issues:
  labels: [good first issue]
  claim: {rule: none, says: Nothing is written.}
GUIDE
} > "$work/ten.yaml"
mkdir "$work/task"
{
  printf "version: '3'\ntasks:\n  default:\n    deps: [s0, s1, s2, s3, s4, s5, s6, s7, s8, s9]\n"
  for i in 0 1 2 3 4 5 6 7 8 9; do
    printf "  s%d:\n    cmds: ['echo %d > made-%d.txt']\n    generates: [made-%d.txt]\n    status: ['test -s made-%d.txt']\n" "$i" "$i" "$i" "$i" "$i"
  done
} > "$work/task/Taskfile.yml"

digest=sha256:$( (sha256sum "$work/ten.yaml" 2>/dev/null || shasum -a 256 "$work/ten.yaml") | cut -d' ' -f1)
setup="$work/jupyter-onboard setup ten --yes --guide $work/ten.yaml --trust $digest --from $work/upstream --dir $work/out"
$setup > /dev/null
task -d "$work/task" > /dev/null 2>&1
hyperfine -N --warmup 5 --runs "${RUNS:-50}" -n jupyter-onboard "$setup" -n go-task "task -d $work/task"
