"""Counting cells, words and lines, and the reading time."""

import unittest

from nbglance.summary import Summary, summarise


def cell(kind, *lines):
    return {"cell_type": kind, "source": list(lines)}


class SummariseTest(unittest.TestCase):
    def test_words_are_counted_in_markdown_only(self):
        summary = summarise([cell("markdown", "four\n", "moons"), cell("code", "a = 1")])
        self.assertEqual((summary.markdown_cells, summary.words), (1, 2))

    def test_blank_lines_of_code_do_not_count(self):
        summary = summarise([cell("code", "import math\n", "\n", "math.pi\n")])
        self.assertEqual((summary.code_cells, summary.code_lines), (1, 2))

    def test_raw_cells_are_left_out(self):
        self.assertEqual(summarise([cell("raw", "not for readers")]), Summary(0, 0, 0, 0))


class MinutesTest(unittest.TestCase):
    def test_nothing_takes_no_time(self):
        self.assertEqual(Summary(0, 0, words=0, code_lines=0).minutes, 0)

    def test_a_started_minute_counts(self):
        self.assertEqual(Summary(1, 0, words=201, code_lines=0).minutes, 2)

    def test_code_is_read_more_slowly_than_prose(self):
        self.assertEqual(Summary(1, 1, words=100, code_lines=10).minutes, 1)


if __name__ == "__main__":
    unittest.main()
