#!/usr/bin/env bash
# Runs the Feature's install.sh in a clean Debian, as the build of an image does, with a release that is packed here
# and served over loopback. Then an ordinary user sets up the sample project in it.
#
#   sudo testdata/devcontainer/feature.sh
#
# Needs root, debootstrap, go and python3, and Debian's archive. MIRROR names another archive.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ "$(id -u)" = 0 ] || { echo "feature.sh runs as root: it makes a root folder of its own" >&2; exit 2; }
work=$(mktemp -d "${TMPDIR:-/tmp}/feature-XXXXXX")
server=
cleanup() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  umount "$work/root/proc" 2>/dev/null || true
  rm -rf --one-file-system "$work"
}
trap cleanup EXIT
version=0.0.1
case $(uname -m) in aarch64) arch=arm64 ;; *) arch=amd64 ;; esac
name=jupyter-onboard_${version}_linux_$arch
release=$work/releases/download/v$version
mkdir -p "$release" "$work/$name"
CGO_ENABLED=0 go build -trimpath -o "$work/$name/jupyter-onboard" ./cmd/jupyter-onboard
tar -C "$work" -czf "$release/$name.tar.gz" "$name"
(cd "$release" && sha256sum "$name.tar.gz" > checksums.txt)
# Python's server answers /latest with the folder itself; GitHub leads on to the tag. A link does the same here.
mkdir -p "$work/releases/tag"
python3 - "$work/releases" "$version" > "$work/port" <<'SERVER' &
import http.server, os, sys
root, version = sys.argv[1:]
class Handler(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/latest":
            self.send_response(302)
            self.send_header("Location", "/tag/v" + version)
            self.end_headers()
            return
        super().do_GET()
    def log_message(self, *args):
        pass
os.chdir(root)
os.makedirs("tag/v" + version, exist_ok=True)
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
SERVER
server=$!
until [ -s "$work/port" ]; do kill -0 "$server"; done
source=http://127.0.0.1:$(cat "$work/port")
debootstrap --variant=minbase bookworm "$work/root" "${MIRROR:-http://deb.debian.org/debian}" > "$work/debootstrap.log" ||
  { tail -5 "$work/debootstrap.log" >&2; exit 1; }
mount -t proc proc "$work/root/proc"
cp /etc/resolv.conf "$work/root/etc/resolv.conf"
cp pkg/devcontainer/feature/install.sh "$work/root/install.sh"
in_root() { chroot "$work/root" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root "$@"; }
in_root useradd --create-home vscode
echo "1. the newest release"
in_root VERSION=latest SOURCE="$source" _REMOTE_USER=vscode sh /install.sh > "$work/install.log" 2>&1 || { tail -20 "$work/install.log" >&2; exit 1; }
tail -1 "$work/install.log"
[ "$(in_root stat -c %U /var/cache/jupyter-onboard)" = vscode ]
echo "2. again, by its version"
in_root VERSION=$version SOURCE="$source" _REMOTE_USER=vscode sh /install.sh | tail -1
echo "3. a release that isn't there"
if in_root VERSION=9.9.9 SOURCE="$source" sh /install.sh 2> "$work/refused"; then exit 1; fi
grep "could not be fetched" "$work/refused"
echo "4. an archive that was changed"
echo changed >> "$release/$name.tar.gz"
if in_root VERSION=$version SOURCE="$source" sh /install.sh 2> "$work/refused"; then exit 1; fi
grep "has the SHA-256" "$work/refused"
echo "5. not as root"
if in_root su vscode -c 'sh /install.sh' 2> "$work/refused"; then exit 1; fi
grep "this script runs as vscode" "$work/refused"
echo "6. the sample project, as vscode"
in_root sh -c "apt-get update -q && apt-get install -q -y --no-install-recommends python3 python3-venv" > "$work/apt.log" 2>&1 || { tail -5 "$work/apt.log" >&2; exit 1; }
in_root su vscode -c 'cd && jupyter-onboard setup practice --yes --dir practice && jupyter-onboard status practice' > "$work/practice.log" 2>&1 ||
  { tail -20 "$work/practice.log" >&2; exit 1; }
tail -12 "$work/practice.log"
