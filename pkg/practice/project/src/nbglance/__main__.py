"""The command: ``python -m nbglance NOTEBOOK...``."""

import argparse

from nbglance.notebook import read_cells
from nbglance.summary import summarise


def main(arguments=None):
    """Print a summary of each notebook that is named on the command line."""
    parser = argparse.ArgumentParser(prog="nbglance", description="Summarise notebooks.")
    parser.add_argument("notebooks", nargs="+", metavar="NOTEBOOK")
    for path in parser.parse_args(arguments).notebooks:
        print(describe(path, summarise(read_cells(path))))


def describe(path, summary):
    """Return ``summary`` as text for people, under the name of its file."""
    return "\n".join(
        [
            path,
            f"  markdown  {summary.markdown_cells} cells, {summary.words} words",
            f"  code      {summary.code_cells} cells, {summary.code_lines} lines",
            f"  reading   about {summary.minutes} min",
        ]
    )


if __name__ == "__main__":
    main()
