"""Reads what prove.sh made: events of runs, the guide as JSON. Standard library only."""

import json
import pathlib
import platform
import re
import subprocess
import sys


def events(path):
    return [json.loads(line) for line in pathlib.Path(path).read_text().splitlines() if line]


def guide(work):
    return json.loads((work / "guide.json").read_text())["guide"]


def chosen(g, profile):
    if profile:
        return profile
    if len(g["profiles"]) == 1:
        return g["profiles"][0]["id"]
    return next(p["id"] for p in g["profiles"] if p.get("default"))


def environment(g, checkout):
    return checkout / g.get("python", {}).get("environment", ".venv")


def serves(part, profile):
    return profile in part.get("profiles", [profile])


def output(evs, step):
    return "".join(e["text"] for e in evs if e["type"] == "step.output" and e["id"] == step)


def again(setup, log):
    run = subprocess.run(setup, stdout=open(log, "w"), stderr=subprocess.DEVNULL)
    return run.returncode, events(log)


def home(checkout, package):
    """The package's folder in the checkout, however deep, as in a repository of several packages."""
    path = package.replace(".", "/")
    files = subprocess.check_output(["git", "-C", checkout, "ls-files", f"{path}/__init__.py", f"*/{path}/__init__.py"], text=True)
    return checkout / pathlib.Path(min(files.split(), key=len)).parent


def red(work, profile, setup):
    g, checkout = guide(work), work / "checkout"
    profile = chosen(g, profile)
    turned = []
    for v in g["verify"]:
        if not serves(v, profile):
            continue
        step = "verify-" + v["id"]
        if m := v.get("mutation"):
            path = checkout / m["file"]
            before = path.read_bytes()
            text = before.decode()
            assert text.count(m["find"]) == 1, f"{m['find']!r} occurs {text.count(m['find'])} times in {m['file']}"
            line = text[: text.index(m["find"])].count("\n") + 1
            assert line == m["line"], f"{m['find']!r} is on line {line} of {m['file']}, not {m['line']}"
            path.write_text(text.replace(m["find"], m["replace"]))
            try:
                if m.get("rebuild"):
                    subprocess.run(["bash", "-ec", m["rebuild"]], cwd=checkout, check=True)
                code, evs = again(setup, work / f"mutated-{v['id']}.jsonl")
            finally:
                path.write_bytes(before)
                if m.get("rebuild"):
                    subprocess.run(["bash", "-ec", m["rebuild"]], cwd=checkout, check=True)
            said = output(evs, step)
            assert code == 1, f"{step} under its mutation: exit code {code}"
            assert re.search(m["expect"], said), f"{step} is red, but its output doesn't match {m['expect']!r}:\n{said[-2000:]}"
            assert not re.search(r"ImportError|ModuleNotFoundError", said), f"{step} is red by an import error"
            print(f"   {step}: red under its mutation, by {re.search(m['expect'], said).group(0)!r}")
            turned.append(v["id"])
        for package in v.get("from_checkout", []):
            site = next((environment(g, checkout) / "lib").glob("python3*/site-packages"))
            shadow = site / package.replace(".", "/")
            if shadow.exists():
                print(f"   {step}: {package} is in site-packages already, no shadow tried")
                continue
            shadow.mkdir(parents=True)
            source = home(checkout, package)
            subprocess.run(["cp", "-r", f"{source}/.", shadow], check=True)
            hidden = list(site.glob(f"*{package}*.pth"))
            try:
                code, evs = again(setup, work / f"shadowed-{v['id']}.jsonl")
            finally:
                subprocess.run(["rm", "-rf", shadow], check=True)
            said = output(evs, step)
            assert code == 1, f"{step} with {package} shadowed: exit code {code} (pth: {hidden})"
            assert "not from the checkout" in said, said[-2000:]
            print(f"   {step}: red when a released {package} shadows the checkout")
    (work / "turned.json").write_text(json.dumps(turned))


def node(env):
    """The version of the Node.js that steps find: the environment's, else that of PATH."""
    found = env / "bin/node"
    return subprocess.check_output([found if found.exists() else "node", "--version"], text=True).strip().lstrip("v")


def receipt(work, profile, sent):
    g, evs = guide(work), events(work / "first.jsonl")
    profile = chosen(g, profile)
    plan = evs[0]
    seconds = {e["id"]: round(e["seconds"], 1) for e in evs if e["type"] == "step.finished" and e["result"] == "succeeded"}
    checkout = work / "checkout"
    commit = subprocess.check_output(["git", "-C", checkout, "rev-parse", "HEAD"], text=True).strip()
    disk = int(subprocess.check_output(["du", "-sk", checkout], text=True).split()[0]) * 1024
    day = evs[-1]["time"][:10]
    arch = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    versions, python = {}, environment(g, checkout) / "bin/python"
    if python.exists():  # A guide may do without Python.
        versions["python"] = subprocess.check_output([python, "--version"], text=True).split()[-1]
    if "node" in g and serves(g["node"], profile):
        versions["node"] = node(environment(g, checkout))
    tools = ", ".join(f"{k}: {json.dumps(v)}" for k, v in versions.items())
    ids = [s["id"] for s in plan["steps"]]
    print("receipt:")
    print(f"  - profile: {profile}")
    print(f"    recipe: {plan['recipe']}")
    print(f"    os: {sys.platform}\n    arch: {arch}\n    commit: {commit}\n    date: \"{day}\"")
    if tools:
        print(f"    tools: {{{tools}}}")
    print("    seconds: {" + ", ".join(f"{i}: {seconds[i]}" for i in ids if i in seconds) + "}")
    print(f"    disk: {round(disk / 1e6)}MB")
    proved = [i.removeprefix("verify-") for i in ids if i.startswith("verify-")]
    print("    proved: [" + ", ".join(proved) + "]")
    print("    turned_red: [" + ", ".join(json.loads((work / "turned.json").read_text())) + "]")
    print(f"clone: {int(sent)} bytes sent by the server")


def main():
    command, args = sys.argv[1], sys.argv[2:]
    if command == "tail":
        for e in events(args[0])[-12:]:
            print(json.dumps(e)[:1500])
    elif command == "norun":
        ran = [e["id"] for e in events(args[0]) if e["type"] == "step.started"]
        assert not ran, f"these steps ran again: {ran}"
        print("   none ran")
    elif command == "red":
        red(pathlib.Path(args[0]), args[1], args[2:])
    elif command == "receipt":
        receipt(pathlib.Path(args[0]), args[1], args[2])


main()
