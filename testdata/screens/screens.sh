#!/usr/bin/env bash
# Makes the pictures of each screen from the real program, in this folder:
#
#	testdata/screens/screens.sh [--light] [--no-color | --sixteen] [--size COLUMNSxLINES] [--out DIR] [--suffix TEXT] NBFORMAT
#
# NBFORMAT is a folder with jupyter/nbformat's repository, which is served over loopback; the issues are made up. The
# program is driven by keys alone. It needs Xvfb, xterm, tmux and ImageMagick's import. Nothing of the person's home is
# read or changed.
set -euo pipefail
cd "$(dirname "$0")/../.."

size=100x30 back='#16181d' front='#d7dae0' out=testdata/screens suffix='' color=(COLORTERM=truecolor) nbformat=''
while [ $# -gt 0 ]; do
	case $1 in
	--light) back='#ffffff' front='#1f2328' ;;
	--no-color) color=(COLORTERM=truecolor NO_COLOR=1) ;;
	--sixteen) color=(-u COLORTERM TERM=xterm-16color) ;;
	--size) size=$2; shift ;;
	--out) out=$2; shift ;;
	--suffix) suffix=$2; shift ;;
	-*) sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 2 ;;
	*) nbformat=$1 ;;
	esac
	shift
done
[ -n "$nbformat" ] || { sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 2; }
mkdir -p "$out"
out=$(cd "$out" && pwd)

work=$(mktemp -d)
display=:$((90 + RANDOM % 900))
tm() { tmux -L "screens$$" -f /dev/null "$@"; }
tidy() {
	tm kill-server 2>/dev/null || true
	[ -z "${xterm:-}" ] || kill "$xterm" 2>/dev/null || true
	[ -z "${server:-}" ] || kill "$server" 2>/dev/null || true
	[ -z "${xvfb:-}" ] || kill "$xvfb" 2>/dev/null || true
	rm -rf "$work"
}
trap tidy EXIT

mkdir -p "$work/bin" "$work/home/you"
go build -trimpath -o "$work/bin/" ./cmd/jupyter-onboard ./testdata/screens/server
"$work/bin/server" -listen 127.0.0.1:0 "jupyter/nbformat=$nbformat" >"$work/address" &
server=$!
for _ in $(seq 100); do [ -s "$work/address" ] && break; read -rt 0.05 <> <(:) || true; done

Xvfb "$display" -screen 0 2600x1800x24 >/dev/null 2>&1 &
xvfb=$!
for _ in $(seq 100); do [ -e "/tmp/.X11-unix/X${display#:}" ] && break; read -rt 0.05 <> <(:) || true; done

start() { # the program in a terminal of its own
	tm new-session -d -x "${size%x*}" -y "${size#*x}" -c "$work/home/you" \
		env -u PIP_FIND_LINKS "${color[@]}" HOME="$work/home" XDG_STATE_HOME="$work/home/.state" XDG_CACHE_HOME="$work/home/.cache" LANG=C.UTF-8 \
		"COLORFGBG=$([ "$back" = '#ffffff' ] && echo '0;15' || echo '15;0')" \
		GITHUB_SERVER_URL="$(cat "$work/address")" GITHUB_TOKEN='' GH_TOKEN='' PATH="$work/bin:$PATH" jupyter-onboard start
	tm set -g status off
	tm set -ga terminal-overrides ',xterm-256color:RGB'
	DISPLAY=$display LANG=C.UTF-8 xterm -tn xterm-256color -u8 -geometry "$size" -fa 'DejaVu Sans Mono' -fs 11 -b 8 -bg "$back" -fg "$front" \
		+sb -bc -e tmux -L "screens$$" attach >/dev/null 2>&1 &
	xterm=$!
}

see() { # see TEXT: waits until the screen shows it
	for _ in $(seq 3000); do
		if tm capture-pane -p | grep -qF -- "$1"; then return; fi
		read -rt 0.1 <> <(:) || true
	done
	echo "the screen never showed: $1" >&2
	tm capture-pane -p >&2
	exit 1
}

press() { tm send-keys "$@"; }

picture() { # picture NAME
	for _ in $(seq 50); do
		read -rt 0.6 <> <(:) || true # The terminal draws a moment after the program, and opens a moment after that.
		window=$(DISPLAY=$display xwininfo -root -tree 2>/dev/null | awk '/xterm/ {print $1; exit}')
		if DISPLAY=$display import -window "${window:-root}" +dither -colors 20 -strip -define png:compression-level=9 \
			"PNG8:$out/$1$suffix.png" 2>"$work/import" && [ "$(wc -c <"$out/$1$suffix.png")" -gt 5000 ]; then # Else it is empty yet.
			echo "$out/$1$suffix.png"
			return
		fi
	done
	cat "$work/import" >&2
	exit 1
}

start
see 'Which project'
picture 1-choose
press s; see 'What do you know'; press Down; press Space; press Enter
see 'What do you want to do'; press Enter
see 'How much time'; press Enter
see 'at work'; press Enter
see 'These could suit you'
picture 1-suggested
press v; see 'Which two'; press Down; press Space; press Enter
see 'What it is'
picture 1-compare
press a; see 'Which project'; press /; see 'filter >'; press -l nbformat; see ' of '; press Enter
see 'What do you want to work on'
picture 2-look
press Enter; see 'how to fix git identity'
picture 3-prepare
press Down; press Down; press Enter; see 'There is no checkout yet'; press Enter; see 'Go on?'; press Up; press Up; press Enter; see 'Folder'
picture 4-code
press Enter; see 'Carry this out?'
press p; press Enter; see 'Next is clone'; press Enter; see 'Next is python'; press p; press Enter
see 'Obtaining file'
picture 5-set-up
see 'It works, and it is your code'
picture 6-prove
press Enter; see 'candidate'
picture 7-issues
press /; see 'filter >'; press -l '#101'; press Enter; see 'Work on this one?'
picture 7-issue
press Enter; see 'Name of the branch'; press Enter
see "user.name isn't set"; press -l 'Ada Lovelace'; press Enter
see "user.email isn't set"; press -l 'ada@jupyter.org'; press Enter
see 'Carry this out in'
picture 8-author
press Enter; see 'You are on the branch'
picture 8-start
press c; see 'Where you are'
picture 9-checklist
press Escape; see 'Run a task, or finish'; press '?'; see 'Keys'
picture 9-help
press Escape; press q
