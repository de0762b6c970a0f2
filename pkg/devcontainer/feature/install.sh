#!/bin/sh
# Installs jupyter-onboard from a release, after its SHA-256 was compared with the release's checksums.txt. It runs as
# root while the container's image is built. Options arrive as variables: VERSION and SOURCE.
set -eu

VERSION=${VERSION:-latest}
SOURCE=${SOURCE:-https://github.com/jupyter-onboard/jupyter-onboard/releases}
SOURCE=${SOURCE%/}
TARGET=${TARGET:-/usr/local/bin}
CACHES=/var/cache/jupyter-onboard

fail() {
	echo "jupyter-onboard: $1" >&2
	echo "  expected: $2" >&2
	echo "  next:     $3" >&2
	exit 1
}

[ "$(id -u)" -eq 0 ] || fail "this script runs as $(id -un)" "root, as in the build of an image" "run it as root, or set remoteUser after the Feature"

# curl, certificates, and what set-up itself needs.
missing=
for program in curl git bash tar; do
	command -v "$program" > /dev/null 2>&1 || missing="$missing $program"
done
[ -e /etc/ssl/certs/ca-certificates.crt ] || [ -e /etc/ssl/cert.pem ] || [ -e /etc/pki/tls/certs/ca-bundle.crt ] || missing="$missing ca-certificates"
if [ -n "$missing" ]; then
	if command -v apt-get > /dev/null 2>&1; then
		apt-get update -q
		# shellcheck disable=SC2086 # a list of names
		DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
		rm -rf /var/lib/apt/lists/*
	elif command -v dnf > /dev/null 2>&1; then
		# shellcheck disable=SC2086
		dnf install -q -y $missing
	elif command -v apk > /dev/null 2>&1; then
		# shellcheck disable=SC2086
		apk add --no-cache $missing
	else
		fail "missing:$missing" "these programs, or apt-get, dnf or apk to install them" "use another base image"
	fi
fi

case $(uname -m) in
	x86_64 | amd64) arch=amd64 ;;
	aarch64 | arm64) arch=arm64 ;;
	*) fail "the machine is $(uname -m)" "x86_64 or aarch64" "build the program from its source code with Go" ;;
esac

if [ "$VERSION" = latest ]; then
	# The address of the latest release leads on to that of its tag.
	to=$(curl -fsSL --retry 3 -o /dev/null -w '%{url_effective}' "$SOURCE/latest") ||
		fail "$SOURCE/latest does not answer" "the page of the latest release" "set the Feature's option source to a mirror, or version to a release"
	to=${to%/}
	VERSION=${to##*/}
fi
VERSION=${VERSION#v}
case $VERSION in
	'' | *[!0-9A-Za-z.+-]*) fail "the version \"$VERSION\"" "a version such as 1.2.3" "set the Feature's option version" ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
archive=jupyter-onboard_${VERSION}_linux_$arch.tar.gz
for file in "$archive" checksums.txt; do
	curl -fsSL --retry 3 -o "$work/$file" "$SOURCE/download/v$VERSION/$file" ||
		fail "$SOURCE/download/v$VERSION/$file could not be fetched" "a release with that file" "check the Feature's options version and source, and the proxy's variables"
done
wanted=$(awk -v file="$archive" '$2 == file || $2 == "*" file { print $1 }' "$work/checksums.txt")
got=$(sha256sum "$work/$archive" | cut -d ' ' -f 1)
[ "$wanted" = "$got" ] ||
	fail "$archive has the SHA-256 $got" "${wanted:-a line for it in checksums.txt}" "fetch it again; if it stays so, tell the project"

tar -xzf "$work/$archive" -C "$work"
mkdir -p "$TARGET"
install -m 0755 "$work/jupyter-onboard_${VERSION}_linux_$arch/jupyter-onboard" "$TARGET/jupyter-onboard"

# A volume that is mounted here takes over the folder's owner when it is first used.
mkdir -p "$CACHES"
if [ -n "${_REMOTE_USER:-}" ] && id "$_REMOTE_USER" > /dev/null 2>&1; then
	chown "$_REMOTE_USER" "$CACHES"
else
	chmod 1777 "$CACHES"
fi

"$TARGET/jupyter-onboard" version
