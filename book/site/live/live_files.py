"""Put into the site what live cells load: the scripts, the wheel of rnn_lib, and Python itself.

    _static/live/pyodide-VERSION/   Python and its packages, as tools/fetch_pyodide.py got them
    _static/live/DIGEST/            what comes from this repository, named by its content

A browser may therefore keep every file for as long as it likes, and never mixes old and new.
"""

import hashlib
import json
import os
import re
from pathlib import Path
from shutil import copyfile, rmtree

from tools import fetch_pyodide

from ..finished import library_wheel

ROOT = Path(__file__).resolve().parents[3]
SCRIPTS = ROOT / "book" / "live"
DATA = ROOT / "benchmarks"  # what cells of pages read
RUNTIME = f"pyodide-{fetch_pyodide.PINS['version']}"
LOCK = "pyodide-lock.json"
LICENCES = "../../../LICENCES.txt"  # as seen from the runtime; finished/licences.py writes it


def are_available():
    """Return whether Python was fetched, and is wanted."""
    return os.environ.get("LIVE") != "0" and not fetch_pyodide.missing()


def write(static):
    """Write all files of live cells into the folder `_static` of a site; return their folder."""
    live = static / "live"
    contents = _own_files()
    digest = hashlib.sha256()
    for name, content in sorted(contents.items()):
        digest.update(f"{name} {len(content)}\n".encode() + content)
    folder = live / digest.hexdigest()[:12]
    _remove_others(live, {RUNTIME, folder.name})
    _write_runtime(live / RUNTIME)
    folder.mkdir(exist_ok=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder


def remove(static):
    """Remove what an earlier build with live cells left in the folder `_static` of a site."""
    rmtree(static / "live", ignore_errors=True)


def first_load(folder):
    """Return how many bytes the first click loads: Python, NumPy and rnn_lib."""
    numpy = fetch_pyodide.PINS["lock"]["packages"]["numpy"]["file_name"]
    runtime = [folder.parent / RUNTIME / name for name in (*fetch_pyodide.PINS["core"], numpy)]
    own = [path for path in folder.iterdir() if path.suffix in (".whl", ".py")]
    return sum(path.stat().st_size for path in [*runtime, *own, folder / LOCK])


def data_of(cells, folder):
    """Return the files that cells of a page in a folder name: place and name of each."""
    text = "\n".join(cell.source for cell in cells)
    named = {place: folder / place for place in re.findall(r'"([^"\n]+\.json)"', text)}
    return {p: path.name for p, path in named.items() if path.resolve().parent == DATA}


def _own_files():
    """Return the scripts, the data, the wheel of rnn_lib and the lock file, as bytes by name."""
    scripts = [path for path in SCRIPTS.iterdir() if path.suffix in (".js", ".css", ".py")]
    contents = {path.name: path.read_bytes() for path in [*scripts, *DATA.glob("*.json")]}
    name, wheel = library_wheel.build()
    contents[name] = wheel
    contents[LOCK] = _lock(name, wheel)
    return contents


def _lock(name, wheel):
    """Return Pyodide's list of packages: those that are shipped, and the wheel of rnn_lib.

    The list says which import needs which package. `rnn_lib.plots` needs Matplotlib, and is the
    only part of rnn_lib that does.
    """
    lock = json.loads(json.dumps(fetch_pyodide.PINS["lock"]))
    packages = lock["packages"]
    for package in packages.values():
        package["file_name"] = f"../{RUNTIME}/{package['file_name']}"
    packages["matplotlib"]["imports"].append("rnn_lib.plots")
    packages["rnn-from-scratch"] = {
        "name": "rnn-from-scratch",
        "version": name.split("-")[1],
        "file_name": name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel).hexdigest(),
        "package_type": "package",
        "imports": ["rnn_lib"],
        "depends": ["numpy"],
    }
    return json.dumps(lock, indent=1).encode()


def _remove_others(live, names):
    """Remove what an earlier build wrote under another name."""
    live.mkdir(parents=True, exist_ok=True)
    for folder in live.iterdir():
        if folder.name not in names:
            rmtree(folder)


def _write_runtime(folder):
    """Copy Python and its packages, which never change under their names."""
    folder.mkdir(exist_ok=True)
    for name in fetch_pyodide.shipped():
        source, target = fetch_pyodide.CACHE / name, folder / name
        if not target.is_file() or target.stat().st_size != source.stat().st_size:
            copyfile(source, target)
