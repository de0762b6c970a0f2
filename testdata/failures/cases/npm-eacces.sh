# A package goes to a folder for the whole machine, which isn't this person's.
needs=(node npm)
remedy='install without -g inside the project'
upstream() {
  mkdir tool
  echo '{"name": "tool", "version": "1.0.0"}' > tool/package.json
  echo '{"name": "app", "version": "1.0.0", "private": true}' > package.json
  echo 'npm install --install-links --no-audit --no-fund --offline -g ./tool' > install.sh
}
guide() {
  echo 'steps: [{id: install, title: Install, why: The proof needs it., run: bash install.sh}]'
}
provoke() {
  mkdir -p machine/lib
  chmod 555 machine/lib machine
  export npm_config_prefix=$case/machine
  [ "$(id -u)" != 0 ] || under=(setpriv "--bounding-set=-dac_override,-dac_read_search" "--inh-caps=-dac_override,-dac_read_search")
  # shellcheck disable=SC2016
  ! "${under[@]}" sh -c ': > "$1/machine/x"' - "$case" 2> /dev/null || skip "this person may write everywhere"
}
cure() { sed -i 's/ -g / /' install.sh; }
