"""Reads guides as JSON and the receipts that prove.sh prints, for catalogue.sh. Standard library only."""

import json
import pathlib
import re
import sys


def guide(path):
    return json.loads(pathlib.Path(path).read_text())["guide"]


def serves(part, profile):
    return profile in (part.get("profiles") or [profile])


def unproved(g, profile):
    """The reason that the guide itself gives why a profile was never run, or nothing. A receipt says that it was."""
    if any(r["profile"] == profile for r in g.get("verified", [])):
        return ""
    for part in [p for p in g["profiles"] if p["id"] == profile] + g.get("steps", []) + g["verify"]:
        if serves(part, profile) and part.get("unproved"):
            return part["unproved"]
    return ""


def receipt(log):
    """The fields of the receipt in a log of prove.sh, and the bytes that the clone took."""
    text = pathlib.Path(log).read_text()
    fields = dict(re.findall(r"^ +(?:- )?(\w+): (.+)$", text.partition("receipt:\n")[2], re.M))
    if sent := re.search(r"^clone: (\d+) bytes", text, re.M):
        fields["sent"] = f"{int(sent[1]) / 1e6:.1f}MB"
    return fields


def seconds(text):
    return ", ".join(f"{step} {s}" for step, s in re.findall(r"([\w-]+): ([\d.]+)", text))


def cell(text):
    return " ".join(str(text).split()).replace("|", "\\|")


def main():
    command, args = sys.argv[1], sys.argv[2:]
    if command == "ids":
        for line in sys.stdin:
            event = json.loads(line)
            if event["type"] == "project":
                print(event["id"])
    elif command == "profiles":
        g = guide(args[0])
        for p in g["profiles"]:
            reason = " ".join(unproved(g, p["id"]).split())
            print(g.get("clone", {}).get("repo") or g["repo"], p["id"], reason, sep="\t")
    elif command == "head":
        print("| repository | commit | profile | result | seconds by step | sent by the clone | disk |")
        print("|---|---|---|---|---|---|---|")
    elif command == "row":
        g, profile, result, r = guide(args[0]), args[1], args[2], receipt(args[3])
        row = [g["repo"], r.get("commit", "")[:12], profile, result, seconds(r.get("seconds", "")), r.get("sent", ""), r.get("disk", "")]
        print("| " + " | ".join(map(cell, row)) + " |", flush=True)


main()
