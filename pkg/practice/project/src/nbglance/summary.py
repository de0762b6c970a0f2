"""Counting what a reader will find in a notebook."""

import math
from typing import NamedTuple

from nbglance.notebook import source_text

WORDS_PER_MINUTE = 200
WORDS_PER_CODE_LINE = 10  # Reading a line of code takes as long as ten words.


class Summary(NamedTuple):
    """A notebook in numbers."""

    markdown_cells: int
    code_cells: int
    words: int
    code_lines: int

    @property
    def minutes(self):
        """The reading time, rounded up to whole minutes."""
        words = self.words + self.code_lines * WORDS_PER_CODE_LINE
        return math.ceil(words / WORDS_PER_MINUTE)


def summarise(cells):
    """Return the `Summary` of a list of notebook cells."""
    prose = [source_text(cell) for cell in cells if cell["cell_type"] == "markdown"]
    code = [source_text(cell) for cell in cells if cell["cell_type"] == "code"]
    return Summary(
        markdown_cells=len(prose),
        code_cells=len(code),
        words=sum(len(text.split()) for text in prose),
        code_lines=sum(count_lines(text) for text in code),
    )


def count_lines(text):
    """Return how many lines of ``text`` have something on them."""
    return sum(1 for line in text.splitlines() if line.strip())
