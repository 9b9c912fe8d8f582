"""Typeset math without a network: put MathJax into the built site, and no more of it than needed.

The package sphinx-mathjax-offline carries MathJax 3 whole, 24 MB, in ready-made bundles of one to
two megabytes. A bundle is its components one after the other. This one reads TeX, draws with fonts,
and keeps each formula as MathML for screen readers. What it lacks is MathJax's own menu. A TeX
command beyond the usual ones is fetched from the site when a page asks.
Before them stands a script of the course: what is in sight is drawn first.

Measured: 763 kB instead of the 1161 kB of the smallest bundle that reads TeX and draws with
fonts, and 1.7 MB of MathJax in the site.
"""

from importlib.metadata import files
from pathlib import Path
from shutil import copytree

FOLDER = "_static/mathjax"  # `mathjax_path` in _config.yml names it, too
BUNDLE = "course-math.js"
ORDER = Path(__file__).resolve().parents[2] / "math" / "nearest_first.js"
# startup goes first. Its promise is kept when the whole file has run, so it finds the rest.
COMPONENTS = [
    "startup",
    "core",
    "input/tex",
    "output/chtml",
    "output/chtml/fonts/tex",
    "a11y/assistive-mml",
]
FETCHED_WHEN_NEEDED = ["input/tex/extensions", "output/chtml/fonts/woff-v2"]


def _mathjax() -> Path:
    # The module's name has hyphens, so it is found by its list of files.
    found = [f for f in files("sphinx-mathjax-offline") or () if f.name == "tex-chtml.js"]
    return Path(found[0].locate()).parent


def _bundle(mathjax: Path) -> str:
    scripts = [ORDER, *(mathjax / f"{name}.js" for name in COMPONENTS)]
    parts = [path.read_text(encoding="utf-8") for path in scripts]
    here = ", ".join(f"'{name}'" for name in ["loader", *COMPONENTS])
    return ";\n".join([*parts, f"MathJax.loader.preLoad({here});\n"])


def put_into(site: Path) -> None:
    """Write MathJax into the site."""
    mathjax, target = _mathjax(), site / FOLDER
    for folder in FETCHED_WHEN_NEEDED:
        copytree(mathjax / folder, target / folder, dirs_exist_ok=True)
    (target / BUNDLE).write_text(_bundle(mathjax), encoding="utf-8")
