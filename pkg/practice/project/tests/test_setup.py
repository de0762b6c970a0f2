"""Is this environment ready for work on nbglance?"""

import unittest
from pathlib import Path

import nbglance


class SetupTest(unittest.TestCase):
    def test_python_imports_this_checkout(self):
        # Another copy on the path would hide every change that you make here.
        checkout = Path(__file__).resolve().parent.parent
        imported = Path(nbglance.__file__).resolve()
        self.assertEqual(imported.parent, checkout / "src" / "nbglance")


if __name__ == "__main__":
    unittest.main()
