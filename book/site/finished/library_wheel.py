"""Put rnn_lib into the site as a package: _static/rnn_lib/rnn_from_scratch-VERSION-….whl.

Its address stays the same from build to build, for `%pip install` in a notebook that runs
elsewhere. Exercises in their pages load a copy of their own, whose address follows its content.
"""

from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parents[3]
FOLDER = "_static/rnn_lib"


def build() -> tuple[str, bytes]:
    """Return the name and the bytes of the wheel; the same source gives the same bytes."""
    with TemporaryDirectory() as folder:
        (path,) = WheelBuilder(str(ROOT)).build(directory=folder, versions=["standard"])
        return Path(path).name, Path(path).read_bytes()


def put_into(site: Path) -> None:
    """Write the wheel into the site, and no other beside it."""
    name, wheel = build()
    rmtree(site / FOLDER, ignore_errors=True)
    (site / FOLDER).mkdir(parents=True)
    (site / FOLDER / name).write_bytes(wheel)
