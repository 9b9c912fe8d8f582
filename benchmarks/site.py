"""Time how soon each page of the built site can be read: python -m benchmarks.site [--rounds 5].

Chromium opens every page with an empty cache, from a server on this machine, the pages taking
turns. A page can be read with the first frame in which every formula in the window is drawn.
"""

import argparse
import statistics
import sys

from tools.browsing import SITE, find_chromium, served, started

PLAIN = "book/glossary.html"  # a page without formulas
WATCH = """
  window.readable = new Promise(done => requestAnimationFrame(function look() {
    const inWindow = ({ top, bottom }) => top < innerHeight && bottom > 0;
    const undrawn = [...document.querySelectorAll('.math')]
      .filter(formula => inWindow(formula.getBoundingClientRect()))
      .filter(formula => !formula.querySelector('mjx-container'));
    const shown = performance.getEntriesByName('first-contentful-paint').length > 0;
    if (shown && !undrawn.length) done(performance.now()); else requestAnimationFrame(look);
  }));
"""
DRAWN = "() => Promise.resolve(window.MathJax?.startup?.promise).then(() => performance.now())"


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks.site", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="visits to each page")
    rounds = parser.parse_args().rounds
    program = find_chromium()
    if program is None:
        sys.exit("no Chromium found: install one (on Debian and Ubuntu: apt install chromium)")
    with served() as address, started(program) as browser:
        report(measure(browser, address, rounds))


def measure(browser, address, rounds):
    """Return the visits to each page: milliseconds until it is readable, and wholly drawn."""
    names = [path.relative_to(SITE).as_posix() for path in sorted(SITE.glob("*/**/*.html"))]
    names = [name for name in names if name.startswith(("book/", "notebooks/"))]
    visits = {name: [] for name in names}
    for name in names * rounds:
        visits[name].append(visit(browser, address + name))
    return visits


def visit(browser, address):
    context = browser.new_context()  # with a cache of its own
    tab = context.new_page()
    tab.add_init_script(WATCH)
    tab.goto(address)
    times = tab.evaluate("() => window.readable"), tab.evaluate(DRAWN)
    context.close()
    return times


def report(visits):
    """Print the medians, and how they compare with those of a page without formulas."""
    medians = {n: [statistics.median(times) for times in zip(*each)] for n, each in visits.items()}
    plain = medians[PLAIN][0]
    print(f"{'page':34}{'readable':>10}{'drawn':>10}   readable / {PLAIN}")
    for name, (readable, drawn) in medians.items():
        print(f"{name:34}{readable:7.0f} ms{drawn:7.0f} ms{readable / plain:11.2f}")


if __name__ == "__main__":
    main()
