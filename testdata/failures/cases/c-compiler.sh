# A package with a module in C, and no compiler.
needs=(gcc)
remedy="If nothing else helps, your system's compiler package is needed"
upstream() {
  cat > setup.py << 'PY'
from setuptools import Extension, setup
setup(name="pp", version="1.0", py_modules=[], ext_modules=[Extension("pp", ["pp.c"])])
PY
  cat > pp.c << 'C'
#include <Python.h>
static struct PyModuleDef m = {PyModuleDef_HEAD_INIT, "pp", 0, -1, 0};
PyMODINIT_FUNC PyInit_pp(void) { return PyModule_Create(&m); }
C
}
guide() {
  cat << 'EOF'
python: {version: "~=3.11.0"}
steps: [{id: install, title: Install, why: The proof needs it., run: python setup.py -q build_ext --inplace}]
EOF
}
provoke() {
  old=$(interpreter 3.11)
  [ -n "$old" ] || skip "no Python 3.11, which brings setuptools along"
  whole=$PATH
  PATH=$(path_of)
  ln -s "$old" "$PATH/python3"
}
cure() { PATH=$PATH:$whole; }
