"""Makes a wheel with one module: wheel.py FOLDER NAME VERSION [LINE OF METADATA…]. Standard library only."""

import pathlib
import sys
import zipfile


def main():
    folder, name, version, *more = sys.argv[1:]
    pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(pathlib.Path(folder) / f"{name}-{version}-py3-none-any.whl", "w") as z:
        z.writestr(f"{name}.py", f'version = "{version}"\n')
        z.writestr(f"{info}/METADATA", "\n".join(["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *more]) + "\n")
        z.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: wheel.py\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        z.writestr(f"{info}/RECORD", "")


main()
