"""A small site as the theme and the packages write it: the course's settings without `book.site`."""

import base64
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import nbformat
import yaml
from PIL import Image

TEXT = """\
# A page with all that is mended

A formula ends a sentence, with a reference {cite}`elman1990`: $x$.

| | a header |
|---|---|
| a row | 1 |

::::{tab-set}
:::{tab-item} A tab
Some words.
:::
::::

:::{bibliography}
:::
"""
REFERENCES = "@misc{elman1990, author={Elman, Jeffrey}, title={Structure in time}, year={1990}}"
FRONT = "# A page with words alone\n"
TABLE_OF_CONTENTS = """\
format: jb-book
root: front
parts:
  - caption: Part
    chapters:
      - file: page
"""
OF_THE_COURSE = ["html_static_path", "html_css_files", "html_js_files", "html_extra_path"]


def settings(root):
    """The course's `_config.yml` without what only the course has."""
    config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    sphinx = config["sphinx"]
    del sphinx["local_extensions"], config["logo"], config["html"]["favicon"]
    extensions = sphinx["config"]["extensions"]
    extensions[extensions.index("book.site")] = "sphinx_thebe"  # which the course leaves out
    for name in OF_THE_COURSE:
        del sphinx["config"][name]
    sphinx["config"] |= {"include_patterns": ["front.md", "page.ipynb"]}
    sphinx["config"] |= {"bibtex_bibfiles": ["references.bib"], "bibtex_default_style": "plain"}
    config["execute"]["execute_notebooks"] = "off"
    return yaml.safe_dump(config)


def notebook():
    """A notebook with the text, and a folded cell that has drawn a picture."""
    picture = BytesIO()
    Image.new("RGB", (4, 2)).save(picture, "PNG")
    data = {"image/png": base64.b64encode(picture.getvalue()).decode()}
    size = {"image/png": {"width": 2, "height": 1}}
    output = nbformat.v4.new_output("display_data", data, metadata=size)
    cell = nbformat.v4.new_code_cell("1", outputs=[output], metadata={"tags": ["hide-input"]})
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(TEXT), cell])


def build(root, folder):
    """Build the site in an empty folder, and return the folder of its files."""
    (folder / "_config.yml").write_text(settings(root), encoding="utf-8")
    (folder / "_toc.yml").write_text(TABLE_OF_CONTENTS, encoding="utf-8")
    (folder / "references.bib").write_text(REFERENCES, encoding="utf-8")
    (folder / "front.md").write_text(FRONT, encoding="utf-8")
    nbformat.write(notebook(), folder / "page.ipynb")
    program = Path(sys.executable).with_name("jupyter-book")
    subprocess.run([program, "build", folder, "-q"], check=True, capture_output=True)
    return folder / "_build" / "html"
