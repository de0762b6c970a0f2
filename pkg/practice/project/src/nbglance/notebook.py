"""Reading notebooks: a notebook file is JSON that holds a list of cells."""

import json
from pathlib import Path


def read_cells(path):
    """Return the cells of the notebook file at ``path``, in order.

    A cell is a dictionary. Its ``cell_type`` is "markdown", "code" or "raw";
    its ``source`` is what the author wrote.
    """
    notebook = json.loads(Path(path).read_text(encoding="utf-8"))
    return notebook["cells"]


def source_text(cell):
    """Return what the author wrote in ``cell``, as one string.

    The notebook format stores ``source`` in one of two ways: as a list of
    lines that keep their line breaks, or as a single string.
    """
    return " ".join(cell["source"])
