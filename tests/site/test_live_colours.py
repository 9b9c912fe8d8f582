"""The editors of the pages colour Python as the listings do, which Pygments has coloured."""

import pytest

from tests.shared.notebooks import each_notebook

pytestmark = pytest.mark.usefixtures("live_cells")

COLOURS = """
  const live = [...document.scripts].find(script => script.src.includes('/live/')).src;
  const { highlight } = await import(new URL('highlight.js', live));
  const colours = root => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const letters = [];
    while (walker.nextNode()) {
      const colour = getComputedStyle(walker.currentNode.parentElement).color;
      letters.push(...[...walker.currentNode.data].map(letter => [letter, colour]));
    }
    return letters;
  };
  const coloured = (listing, text) => {
    const copy = listing.cloneNode(false);
    copy.append(...highlight(text));
    listing.after(copy);
    const letters = colours(copy);
    copy.remove();
    return letters;
  };
"""
# [letters of a line with Pygments' colours, and with the editor's] for every line of a page's code
LINES = f"""async () => {{ {COLOURS}
  return [...document.querySelectorAll('.cell_input .highlight pre')].flatMap(listing => {{
    const theirs = colours(listing);
    const text = theirs.map(([letter]) => letter).join('');
    const ours = coloured(listing, text);
    let start = 0;
    return text.split('\\n').map(line => {{
      const place = [start, start += [...line].length + 1];
      return [theirs.slice(...place), ours.slice(...place)];
    }});
  }});
}}"""
UNFINISHED = f"""async text => {{ {COLOURS}
  const letters = coloured(document.querySelector('.cell_input .highlight pre'), text);
  return new Set(letters.filter(([letter]) => letter.trim()).map(([, colour]) => colour)).size;
}}"""


def is_compared(line):
    """Editors colour an f-string as one, and the names of modules as any others."""
    return 'f"' not in line and not line.lstrip().startswith(("import ", "from "))


@each_notebook
def test_every_line_of_a_notebook_has_the_colours_of_its_listing(tab, http_base, name):
    tab.goto(f"{http_base}notebooks/{name}.html")
    compared, different = 0, []
    for theirs, ours in tab.evaluate(LINES):
        line = "".join(letter for letter, _ in theirs)
        pairs = zip(theirs, ours, strict=True)
        compared += is_compared(line)
        if is_compared(line) and any(a != b for a, b in pairs if a[0].strip()):
            different.append(line)
    assert different == []
    assert compared > 50


@pytest.mark.parametrize(
    "text", ['"""a docstring\nof two lines, with 1 number', "'''not\nended", '"not ended']
)
def test_a_string_that_is_still_being_typed_has_one_colour(tab, http_base, text):
    tab.goto(f"{http_base}notebooks/01_forward.html")
    assert tab.evaluate(UNFINISHED, text) == 1
