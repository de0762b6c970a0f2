#!/usr/bin/env bash
# The screens of `start`: the first one beside the smallest program with a screen; and with 50,000 issues
# (ISSUES) from a server on this machine the time from a key to the next frame, and the memory of the whole
# program: when they are asked for, and when they are kept from that. Needs go and git; the memory is told on Linux only.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
server=
tidy() {
	[ -z "$server" ] || kill "$server" 2>/dev/null || true
	rm -rf "$work"
}
trap tidy EXIT
for program in ./cmd/jupyter-onboard ./testdata/bench/screen ./testdata/bench/screen/empty ./testdata/screens/server; do
	CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o "$work/$(basename "$program")" "$program"
done
export HOME=$work/home XDG_STATE_HOME=$work/state XDG_CACHE_HOME=$work/cache LC_ALL=C.UTF-8 NO_COLOR=1 CI='' GITHUB_TOKEN='' GH_TOKEN=''
mkdir "$HOME"
"$work/jupyter-onboard" list >/dev/null
"$work/screen" first -runs "${RUNS:-21}" ready "$work/empty" --- 'Which project' "$work/jupyter-onboard" start

git init -q -b main "$work/repo"
git -C "$work/repo" -c user.name=x -c user.email=x@example.org commit -q --allow-empty -m one
cat >"$work/many.yaml" <<'GUIDE'
schema: 1
id: many
name: Many issues
repo: many/issues
subproject: none
summary: A project with many issues.
choose: {areas: [test], skills: [bash], kinds: [code], difficulty: 1}
profiles: [{id: all, title: All}]
steps: [{id: one, title: One step, why: It is needed., run: touch made, creates: [made]}]
verify: [{id: works, proves: It works., run: echo works, expect: works}]
issues: {labels: [good first issue], claim: {rule: never-ask, says: Don't ask.}}
GUIDE
"$work/server" -listen 127.0.0.1:0 -many "${ISSUES:-50000}" many/issues="$work/repo/.git" >"$work/address" &
server=$!
for _ in $(seq 100); do [ -s "$work/address" ] && break; read -rt 0.05 <> <(:) || true; done
GITHUB_SERVER_URL=$(cat "$work/address")
export GITHUB_SERVER_URL
digest=sha256:$(sha256sum "$work/many.yaml" | cut -d' ' -f1)
for issues in asked kept; do
	echo "${ISSUES:-50000} issues, $issues:"
	"$work/screen" keys -keys "${KEYS:-200}" 'Go on?' '\r' 'Carry this out?' '\r' 'It works, and it is' '\r' ' choices' '' --- \
		"$work/jupyter-onboard" start many --guide "$work/many.yaml" --trust "$digest" --profile all --dir "$work/code.$issues"
done
