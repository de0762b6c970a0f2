"""Reads the events of a set-up for case.sh. Standard library only."""

import json
import pathlib
import sys


def events(path):
    return [json.loads(line) for line in pathlib.Path(path).read_text().splitlines() if line]


def tail(path):
    """What a person needs to see why it went another way."""
    said = [e for e in events(path) if e["type"] in ("failure", "finding", "note", "outcome")]
    output = "".join(e["text"] for e in events(path) if e["type"] == "step.output")[-1500:]
    errors = pathlib.Path(path + ".err").read_text()[-1500:]
    return "\n".join([json.dumps(e)[:1200] for e in said[-4:]] + [output, errors])


def failure(path, wanted, remedy):
    """The line that showed the wanted failure; its remedy must have the words that the case follows."""
    failures = [e for e in events(path) if e["type"] == "failure"]
    if len(failures) != 1:
        sys.exit(f"{len(failures)} failures\n{tail(path)}")
    known = failures[0].get("diagnoses", [])
    if not known or known[0]["id"] != wanted:
        sys.exit(f"it is taken for {[d['id'] for d in known] or 'nothing known'}\n{tail(path)}")
    said = " ".join(known[0]["remedy"].split())
    if not remedy or remedy not in said:
        sys.exit(f"the printed remedy doesn't say {remedy!r}: {said}")
    return " ".join(known[0]["line"].split())[:110]


def main():
    if sys.argv[1] == "tail":
        print(tail(sys.argv[2]))
    else:
        print(failure(*sys.argv[2:]))


main()
