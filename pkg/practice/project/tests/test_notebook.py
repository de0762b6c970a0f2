"""Reading notebook files."""

import unittest
from pathlib import Path

from nbglance.notebook import read_cells, source_text

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


class ReadCellsTest(unittest.TestCase):
    def test_cells_come_in_the_order_of_the_notebook(self):
        kinds = [cell["cell_type"] for cell in read_cells(EXAMPLES / "moons.ipynb")]
        self.assertEqual(kinds, ["markdown", "code", "markdown", "code", "markdown"])

    def test_a_missing_file_is_an_error(self):
        with self.assertRaises(FileNotFoundError):
            read_cells(EXAMPLES / "no-such-notebook.ipynb")


class SourceTextTest(unittest.TestCase):
    def test_one_line(self):
        self.assertEqual(source_text({"source": ["# Moons"]}), "# Moons")

    def test_an_empty_cell_has_no_text(self):
        self.assertEqual(source_text({"source": []}), "")

    def test_words_of_different_lines_stay_apart(self):
        words = source_text({"source": ["Io and\n", "Europa"]}).split()
        self.assertEqual(words, ["Io", "and", "Europa"])


if __name__ == "__main__":
    unittest.main()
