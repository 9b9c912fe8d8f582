"""Write LICENCES.txt into the site: the licences of what it carries and others wrote.

The texts come from where they are at hand: the packages that the site was built with, and the
wheels that pages load. MathJax's package has none, so the texts of its two licences are those of
other packages. The first lines of the file say under which heading each text stands.
"""

import re
import zipfile
from importlib.metadata import files
from pathlib import Path

from tools import fetch_pyodide

NAME = "LICENCES.txt"
IS_TEXT = re.compile(r"(?:\.dist-info|/fonts)/.*(?:LICENSE|COPYING)[^/]*$")
THEME = ["sphinx-book-theme", "pydata-sphinx-theme", "sphinx", "myst-nb"]
THEME += ["sphinx-design", "sphinx-copybutton", "sphinx-togglebutton"]
APACHE = "packaging: licenses/LICENSE.APACHE"
OPEN_FONT = "fonttools: licenses/LICENSE.external"
PINS = fetch_pyodide.PINS
OF_PYODIDE, OF_PYTHON = (f"{wheel}: licenses/LICENSE" for wheel in PINS["licence_texts"])
FONTS = f"{PINS['lock']['packages']['matplotlib']['file_name']}: matplotlib/mpl-data/fonts/ttf"

INTRODUCTION = f"""\
The text of the course is under CC BY 4.0, its code under the MIT License. The site also carries
what others wrote. The texts of their licences follow, each below a line with the package that
brought it and the file there. Where to look:

Theme of the pages, and its scripts: the names
    {", ".join(THEME[:4])},
    {", ".join(THEME[4:])}
Font of its icons, Font Awesome Free: SIL Open Font License 1.1,
    "{OPEN_FONT}"
MathJax, in _static/mathjax: Apache License 2.0,
    "{APACHE}"
Fonts of MathJax, (c) 2009-2010 Design Science, Inc.: SIL Open Font License 1.1,
    "{OPEN_FONT}"
"""
ON_PYTHON = f"""\
Pyodide {PINS["version"]}, in _static/live, unchanged: Mozilla Public License 2.0,
    "{OF_PYODIDE}"
    It is CPython and its standard library, compiled to WebAssembly.
    Its source: https://github.com/pyodide/pyodide
CPython: PSF License Agreement,
    "{OF_PYTHON}"
Packages of Python: the names of their wheels.
Fonts in that of Matplotlib, DejaVu and STIX:
    "{FONTS}/LICENSE_DEJAVU"
    "{FONTS}/LICENSE_STIX"
"""


def put_into(site: Path) -> None:
    """Write the licences of all that is in the site by now."""
    has_python = (site / "_static" / "live").is_dir()
    introduction = INTRODUCTION + (ON_PYTHON if has_python else "")
    texts = _of_packages() | (_of_wheels() if has_python else {})
    parts = [introduction, *(_headed(name, text) for name, text in texts.items())]
    (site / NAME).write_text("\n".join(parts), encoding="utf-8")


def _of_packages() -> dict[str, str]:
    """Return the licence texts of what the site was built with, by their headings."""
    found = {
        _heading(package, file.as_posix()): file
        for package in (*THEME, "packaging", "fonttools")
        for file in files(package) or ()
        if IS_TEXT.search(file.as_posix())
    }
    wanted = [name for name in found if name.startswith((*THEME, APACHE, OPEN_FONT))]
    return {name: found[name].read_text(encoding="utf-8") for name in wanted}


def _of_wheels() -> dict[str, str]:
    """Return the licence texts in the wheels, by their headings."""
    texts = {}
    for name in fetch_pyodide.wanted():
        if name.endswith(".whl"):
            with zipfile.ZipFile(fetch_pyodide.CACHE / name) as wheel:
                found = [path for path in wheel.namelist() if IS_TEXT.search(path)]
                texts |= {_heading(name, path): wheel.read(path).decode() for path in found}
    return texts


def _heading(package, path):
    return f"{package}: {path.partition('.dist-info/')[2] or path}"


def _headed(heading, text):
    line = "=" * 78
    return f"{line}\n{heading}\n{line}\n\n{text}"
