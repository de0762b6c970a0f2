# The system's own jupyter runs where the environment's was meant, and writes among the system's files.
network=yes
needs=(/usr/bin/python3 unshare setpriv)
remedy='Call it through `jupyter-onboard run`, or as .venv/bin/jupyter'
upstream() {
  mkdir kernel
  echo '{"argv": ["python"], "display_name": "Mine", "language": "python"}' > kernel/kernel.json
  echo 'PATH=$HOME/system:$PATH jupyter kernelspec install --sys-prefix --name mine kernel' > link.sh
}
guide() {
  cat << 'EOF'
python: {version: ">=3.10"}
steps:
  - {id: install, title: Install, why: It knows kernels., pip: [jupyter-client], check: {installed: [jupyter-client]}}
  - {id: link, title: Link, why: The proof needs it., run: bash link.sh, needs: [install], creates: [.venv/share/jupyter/kernels/mine]}
EOF
}
provoke() {
  once client "$python" -m venv .
  once client-installed "$fixtures/client/bin/python" -m pip install -q jupyter-client
  mkdir -p "$HOME/system"
  # The system's jupyter: the system's Python with jupyter_client.
  printf '%s\n' '#!/bin/sh' 'shift' "PYTHONPATH=$(echo "$fixtures"/client/lib/python3*/site-packages) exec /usr/bin/python3 -m jupyter_client.kernelspecapp \"\$@\"" > "$HOME/system/jupyter"
  chmod +x "$HOME/system/jupyter"
  # The system's files, which this person may not change: in a name space, so that nothing of this machine is touched.
  mkdir -p system
  # shellcheck disable=SC2016
  under=(unshare -Urm bash -c 'mount -t tmpfs -o mode=555 none /usr/share &&
    exec setpriv "--bounding-set=-dac_override,-dac_read_search" "--inh-caps=-dac_override,-dac_read_search" "$@"' -)
  "${under[@]}" /usr/bin/python3 -c 'pass' 2> /dev/null || skip "no name spaces for users"
}
cure() { sed -i 's, jupyter, .venv/bin/jupyter,' link.sh; }
