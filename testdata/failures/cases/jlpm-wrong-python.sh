# A stray jlpm in ~/.local/bin belongs to a Python from which JupyterLab is gone.
network=yes
needs=(node)
remedy='uninstall the stray with the Python that its first line names'
upstream() { echo 'PATH=$HOME/.local/bin:$PATH jlpm --version' > version.sh; }
guide() {
  cat << 'EOF'
steps: [{id: version, title: Version, why: The proof needs it., run: bash version.sh}]
EOF
}
provoke() {
  jlpm_on_path
  mkdir -p "$HOME/.local/bin"
  # What the installation of an older JupyterLab has left.
  printf '%s\n' "#!$python" '# -*- coding: utf-8 -*-' 'import re' 'import sys' 'from jupyterlab.jlpmapp import main' \
    "if __name__ == '__main__':" '    sys.exit(main())' > "$HOME/.local/bin/jlpm"
  chmod +x "$HOME/.local/bin/jlpm"
  ! "$python" -c 'import jupyterlab' 2> /dev/null || skip "the Python here has JupyterLab"
}
cure() { rm "$HOME/.local/bin/jlpm"; }
