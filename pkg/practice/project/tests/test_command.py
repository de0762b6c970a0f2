"""What ``python -m nbglance`` prints."""

import contextlib
import io
import unittest

from nbglance.__main__ import describe, main
from nbglance.summary import Summary


class CommandTest(unittest.TestCase):
    def test_describe_names_the_file_and_the_reading_time(self):
        text = describe("moons.ipynb", Summary(3, 2, words=120, code_lines=9))
        self.assertEqual(text.splitlines()[0], "moons.ipynb")
        self.assertIn("about 2 min", text)

    def test_a_notebook_is_required(self):
        with contextlib.redirect_stderr(io.StringIO()) as stderr:
            with self.assertRaises(SystemExit):
                main([])
        self.assertIn("NOTEBOOK", stderr.getvalue())


if __name__ == "__main__":
    unittest.main()
