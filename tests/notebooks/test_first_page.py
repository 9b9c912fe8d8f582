"""What the first page promises of Problem 3 is what Problem 3 prints."""

import re

from tests.shared.folders import ROOT
from tests.shared.notebooks import read


def test_the_numbers_of_the_first_page_are_those_that_problem_3_prints():
    text = (ROOT / "book" / "index.md").read_text(encoding="utf-8")
    with_state, without = re.search(r"gets (\d+) of 1,000 .* gets (\d+)\.", text).groups()
    printed = "".join(
        o.get("text", "") for c in read("03_bptt").cells for o in c.get("outputs", ())
    )
    shares = re.findall(r"accuracy (?:without memory )?(0\.\d{3})", printed)
    assert shares == [f"0.{with_state}", f"0.{without}"]
