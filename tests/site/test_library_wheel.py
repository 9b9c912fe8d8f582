"""The site has the library as a package that pip installs."""

import os
import subprocess
import sys
from pathlib import Path

from book.site.finished import library_wheel
from tests.site.pages import page, references


def linked(site):
    """The wheel to which the page on getting started leads."""
    addresses = [address for _, address in references(page("book/start.html"))]
    (address,) = (one for one in addresses if one.endswith(".whl"))
    return (site / "book" / address).resolve()


def test_pip_installs_the_wheel_that_the_page_links_to(site, tmp_path):
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--target", str(tmp_path), str(linked(site))], check=True)
    program = "import rnn_lib; print(rnn_lib.__file__); print(rnn_lib.check_forward(None).status)"
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    place, status = run.stdout.splitlines()
    assert Path(place).is_relative_to(tmp_path) and status == "not attempted"


def test_its_address_has_no_digest_and_it_is_alone_there(site):
    assert linked(site).relative_to(site.resolve()).parts[:2] == ("_static", "rnn_lib")
    assert list(linked(site).parent.iterdir()) == [linked(site)]


def test_it_is_there_without_exercises_in_pages_and_replaces_an_older_one(tmp_path):
    old = tmp_path / "_static" / "rnn_lib" / "rnn_from_scratch-0.0.9-py3-none-any.whl"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"")
    library_wheel.put_into(tmp_path)
    (path,) = (file for file in tmp_path.rglob("*") if file.is_file())
    name, wheel = library_wheel.build()
    assert (path.name, path.read_bytes()) == (name, wheel)
