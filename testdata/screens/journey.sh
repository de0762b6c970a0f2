#!/usr/bin/env bash
# Goes the journey of a real project by keys alone, in a terminal of its own, from a repository on this machine
# that is served over loopback:
#
#	testdata/screens/journey.sh [--size COLUMNSxLINES] [--keep DIR] [--task NAME] PROJECT owner/name=REPOSITORY
#	testdata/screens/journey.sh nbformat jupyter/nbformat=/path/to/nbformat.git
#	testdata/screens/journey.sh --size 200x60 --task lint jupyterhub jupyterhub/jupyterhub=/path/to/jupyterhub.git
#
# At the end the task (test, unless another is named) must be green and the program must end well. The issues are made up,
# by a GitHub on loopback. Packages come from where pip and npm are told to fetch them. Each
# screen is kept as text in DIR. It needs go, git, tmux and what the project needs; nothing of the person's home is
# read or changed.
set -euo pipefail
cd "$(dirname "$0")/../.."

size=80x24 keep='' task=test
while [ $# -gt 0 ]; do
	case $1 in
	--size) size=$2; shift ;;
	--keep) keep=$2; shift ;;
	--task) task=$2; shift ;;
	-*) sed -n '2,13s/^# \{0,1\}//p' "$0"; exit 2 ;;
	*) break ;;
	esac
	shift
done
[ $# -eq 2 ] || { sed -n '2,13s/^# \{0,1\}//p' "$0"; exit 2; }
project=$1 repository=$2

work=$(mktemp -d)
keep=${keep:-$work/screens}
mkdir -p "$keep" "$work/bin" "$work/home/you"
keep=$(cd "$keep" && pwd)
server='' n=0
tm() { tmux -L "journey$$" -f /dev/null "$@"; }
tidy() {
	tm kill-server 2>/dev/null || true
	[ -z "$server" ] || kill "$server" 2>/dev/null || true
	rm -rf "$work"
}
trap tidy EXIT

go build -trimpath -o "$work/bin/" ./cmd/jupyter-onboard ./testdata/screens/server
"$work/bin/server" -listen 127.0.0.1:0 "$repository" >"$work/address" &
server=$!
for _ in $(seq 100); do [ -s "$work/address" ] && break; read -rt 0.05 <> <(:) || true; done

see() { # see TEXT [SECONDS]: waits until the screen shows it, and keeps the screen
	for _ in $(seq $((10 * ${2:-60}))); do
		if tm capture-pane -p 2>/dev/null | grep -qF -- "$1"; then
			n=$((n + 1))
			tm capture-pane -p >"$keep/$(printf %02d $n).txt"
			echo "seen: $1"
			return
		fi
		read -rt 0.1 <> <(:) || true
	done
	echo "the screen never showed: $1" >&2
	tm capture-pane -p >&2
	exit 1
}

press() { tm send-keys "$@"; }

pick() { # pick TEXT: goes down until the selected line begins so
	for _ in $(seq 40); do
		if tm capture-pane -p | sed 's/^ *//' | awk -v line="> $1" 'index($0, line) == 1 { found = 1 } END { exit !found }'; then return; fi
		press Down
		read -rt 0.2 <> <(:) || true
	done
	echo "no line begins with: $1" >&2
	tm capture-pane -p >&2
	exit 1
}

tm new-session -d -x "${size%x*}" -y "${size#*x}" -c "$work/home/you" \
	env HOME="$work/home" XDG_STATE_HOME="$work/home/.state" XDG_CACHE_HOME="$work/home/.cache" LANG=C.UTF-8 \
	PATH="$work/bin:$PATH" GITHUB_SERVER_URL="$(cat "$work/address")" GITHUB_TOKEN= GH_TOKEN= \
	bash --norc -c 'jupyter-onboard start; echo "it ended with code $?"; read -r'
tm set -g status off

see 'Which project'
press /
see 'filter >'
press -l "$project"
see ' of '
pick "$project "
press Enter
see 'What do you want to work on?'
press Enter
see 'how to fix git identity'
pick 'how to fix git identity'
press Enter
see 'There is no checkout yet'
press Enter
see 'Go on?'
press 1 Enter # The first way on.
see 'Folder'
press Enter
see 'Carry this out?'
press Enter
see 'It works, and it is your code' 1800
press Enter
see 'candidate'
press /
see 'filter >'
press -l '#101'
press Enter
see 'Work on this one?'
press Enter
see 'Name of the branch'
press Enter
see "user.name isn't set"
press -l 'Ada Lovelace'
press Enter
see "user.email isn't set"
press -l 'ada@jupyter.org'
press Enter
see 'Carry this out in'
press Enter
see 'You are on the branch'
press c
see 'Where you are'
press Escape
see 'Run a task, or finish'
press 1
pick "$task: "
press Enter
see "$task is green" 1800
press Enter
see 'What now'
pick 'end here'
press Enter
see 'it ended with code 0'
tm send-keys Enter
git -C "$work/home/you/$project" branch --show-current | sed 's/^/branch: /'
git -C "$work/home/you/$project" status --short | sed 's/^/changed: /'
echo "$n screens of $size, $project to the end by keys"
