#!/usr/bin/env bash
# Makes the pictures of each stage of the practice journey from the real program, in this folder:
#
#	testdata/screens/screens.sh [--light] [--no-color] [--size COLUMNSxLINES] [--out DIR]
#
# It drives the program by keys alone and needs Xvfb, xterm, tmux and ImageMagick's import. Nothing of
# the person's home is read or changed.
set -euo pipefail
cd "$(dirname "$0")/../.."

size=100x30 back='#16181d' front='#d7dae0' out=testdata/screens color=()
while [ $# -gt 0 ]; do
	case $1 in
	--light) back='#ffffff' front='#1f2328' ;;
	--no-color) color=(NO_COLOR=1) ;;
	--size) size=$2; shift ;;
	--out) out=$2; shift ;;
	*) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2 ;;
	esac
	shift
done
mkdir -p "$out"
out=$(cd "$out" && pwd)

work=$(mktemp -d)
display=:$((90 + RANDOM % 900))
n=0
tm() { tmux -L "screens$$-$n" -f /dev/null "$@"; }
tidy() {
	tm kill-server 2>/dev/null || true
	[ -z "${xterm:-}" ] || kill "$xterm" 2>/dev/null || true
	[ -z "${xvfb:-}" ] || kill "$xvfb" 2>/dev/null || true
	rm -rf "$work"
}
trap tidy EXIT

go build -trimpath -o "$work/bin/jupyter-onboard" ./cmd/jupyter-onboard
mkdir -p "$work/home/you"
git config --file "$work/home/.gitconfig" user.name You
git config --file "$work/home/.gitconfig" user.email you@practice.example

Xvfb "$display" -screen 0 2000x1400x24 >/dev/null 2>&1 &
xvfb=$!
for _ in $(seq 100); do [ -e "/tmp/.X11-unix/X${display#:}" ] && break; read -rt 0.05 <> <(:) || true; done

start() { # start [ARGUMENTS]: the program in a terminal of its own
	tm kill-server 2>/dev/null || true
	n=$((n + 1))
	[ -z "${xterm:-}" ] || kill "$xterm" 2>/dev/null || true
	tm new-session -d -x "${size%x*}" -y "${size#*x}" -c "$work/home/you" \
		env HOME="$work/home" XDG_STATE_HOME="$work/home/.state" XDG_CACHE_HOME="$work/home/.cache" LANG=C.UTF-8 \
		"COLORFGBG=$([ "$back" = '#ffffff' ] && echo '0;15' || echo '15;0')" \
		PATH="$work/bin:$PATH" COLORTERM=truecolor "${color[@]}" jupyter-onboard start "$@"
	tm set -g status off
	tm set -ga terminal-overrides ',xterm-256color:RGB'
	DISPLAY=$display LANG=C.UTF-8 xterm -tn xterm-256color -u8 -geometry "$size" -fa 'DejaVu Sans Mono' -fs 11 -b 8 -bg "$back" -fg "$front" \
		+sb -bc -e tmux -L "screens$$-$n" attach >/dev/null 2>&1 &
	xterm=$!
}

see() { # see TEXT: waits until the screen shows it
	for _ in $(seq 300); do
		if tm capture-pane -p | grep -qF -- "$1"; then return; fi
		read -rt 0.1 <> <(:) || true
	done
	echo "the screen never showed: $1" >&2
	tm capture-pane -p >&2
	exit 1
}

press() { tm send-keys "$@"; }

picture() { # picture NAME
	read -rt 0.4 <> <(:) || true # The terminal draws a moment after the program.
	window=$(DISPLAY=$display xwininfo -root -tree 2>/dev/null | awk '/xterm/ {print $1; exit}')
	DISPLAY=$display import -window "${window:-root}" +dither -colors 20 -strip -define png:compression-level=9 "PNG8:$out/$1.png"
	echo "$out/$1.png"
}

start
see 'Which project'
picture 1-choose
press s; see 'What do you know'; press Down; press Space; press Enter
see 'What do you want to do'; press Enter
see 'How much time'; press Enter
see 'at work'; press Enter
see 'These could suit you'; press v; see 'Which two'; press Space; press Down; press Space; press Enter
see 'What it is'
picture 1-compare
press q

start --practice
see 'What do you want to work on'
picture 2-look
press Enter; see 'Go on?'
picture 3-prepare
press Enter; see 'Folder'
picture 4-code
press Enter; see 'Carry this out?'
press p; press Enter; see 'Next is clone'; press Enter; see 'Next is python'
picture 5-set-up
press p; press Enter; see 'It works, and it is your code'
picture 6-prove
press Enter; see 'What could you work on?'
picture 7-issues
press Enter; see 'Work on this one?'; press Enter; see 'Name of the branch'; press Enter
see 'Run a task, or finish'; press 2; press Enter; see 'test is green'
press Enter; see 'You are on the branch'
picture 8-start
press q
