"""The acceptance test of issue 1: it fails until the issue is solved.

Run it with ``python -m unittest tests.issue_1``. Its name doesn't start with
"test", so that ``python -m unittest`` leaves it out while the issue is open.
"""

import unittest

from nbglance.notebook import read_cells, source_text
from nbglance.summary import summarise
from tests.test_notebook import EXAMPLES


class IssueOneTest(unittest.TestCase):
    def test_a_source_may_be_a_single_string(self):
        self.assertEqual(source_text({"source": "Io and\nEuropa"}), "Io and\nEuropa")

    def test_both_ways_of_storing_a_notebook_give_the_same_summary(self):
        lines = summarise(read_cells(EXAMPLES / "moons.ipynb"))
        strings = summarise(read_cells(EXAMPLES / "moons-as-strings.ipynb"))
        self.assertEqual(strings, lines)


if __name__ == "__main__":
    unittest.main()
