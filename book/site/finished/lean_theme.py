"""Take out of the built site what none of its pages uses.

The theme brings every style of Bootstrap and of sphinx-design, and every icon of Font Awesome,
twice: as a font and as a script. Once the pages are written, it is known which classes and icons
they name, and the rest goes: rules for other classes, glyphs of other icons, the script, and the
maps for the theme's own developers.

Measured: styles of 150 kB instead of 552 kB, an icon font of 7 kB instead of 156 kB. Without this
the first page weighs 855 kB instead of 304 kB.
"""

import logging
import re
from io import BytesIO
from pathlib import Path

import tinycss2
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

BOOK = Path(__file__).resolve().parents[2]
FONTS = "vendor/fontawesome/webfonts"
SOLID = "fa-solid-900"  # the only one of its fonts in which the theme draws
UNUSED = [f"{FONTS}/*", "scripts/fontawesome.js*", "scripts/*.map", "styles/*.map"]
PACKED = re.compile(r'url\([^)]*\.woff2\) format\("woff2"\),')
# Bootstrap's script names all that it could do; of that, pages use a few parts.
NOT_READ = {"bootstrap.js", "searchindex.js"}
LARGEST = 300_000  # bytes; a larger script is MathJax or Python, and makes no part of a page
MADE_BY_BOOTSTRAP = re.compile(r"tooltip|dropdown|collaps|show|fade|popper")
WORD = re.compile(r"[\w-]+")
CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
# What does not say which classes an element must have: :not(.a), :is(.a, .b), [src$=".svg"].
ASIDE = re.compile(r"\((?:[^()]|\([^()]*\))*\)|\[[^]]*\]")
ICON = re.compile(r"\\([ef][0-9a-f]{3})\b|([\ue000-\uf8ff])")


def words_of(text: str) -> set[str]:
    """Return every word of a page or a script; all classes in use are among them."""
    return set(WORD.findall(text))


def _words_of_scripts(site: Path) -> set[str]:
    scripts = [path for path in site.rglob("*.js") if path.name not in NOT_READ]
    read = [path for path in scripts if path.stat().st_size < LARGEST]
    return set().union(*(words_of(path.read_text(encoding="utf-8")) for path in read))


def _is_used(selector: str, words: set[str]) -> bool:
    classes = CLASS.findall(ASIDE.sub("", selector))
    return all(name in words or MADE_BY_BOOTSTRAP.search(name) for name in classes)


def _selectors(prelude) -> list[str]:
    """Return the selectors that a rule lists, split at its commas outside parentheses."""
    parts = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]


def lean(rules, words) -> str:
    """Return the style sheet without the rules, and selectors of rules, that no page uses."""
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [one for one in _selectors(rule.prelude) if _is_used(one, words)]
            if selectors:
                kept.append(f"{','.join(selectors)}{{{tinycss2.serialize(rule.content)}}}")
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            inner = lean(tinycss2.parse_rule_list(rule.content, True, True), words)
            if inner:
                kept.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}")
        elif _is_licence(rule) or (rule.type == "at-rule" and not _is_other_font(rule)):
            kept.append(rule.serialize())
    return "".join(kept)


def _is_licence(rule) -> bool:
    return rule.type == "comment" and rule.value.startswith("!")


def _is_other_font(rule) -> bool:
    text = rule.serialize()
    return FONTS in text and SOLID not in text


def _lean_font(path: Path, icons: set[int]) -> bytes:
    logging.getLogger("fontTools").setLevel(logging.WARNING)  # it tells of every table it cuts
    font = TTFont(path, recalcTimestamp=False)
    options = Options(layout_features=[], hinting=False, recalc_timestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=icons)
    subsetter.subset(font)
    buffer = BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def _theme_styles(static: Path) -> list[Path]:
    """Return the style sheets of the site that are not the course's own."""
    own = {path.name for path in BOOK.rglob("*.css")}
    return [path for path in static.rglob("*.css") if path.name not in own]


def _lean_styles(paths, words) -> set[int]:
    """Write the style sheets anew, and return the icons that are left in them."""
    icons = set()
    for path in paths:
        rules = tinycss2.parse_stylesheet(path.read_text(encoding="utf-8"), skip_whitespace=True)
        text = lean(rules, words)
        path.write_text(PACKED.sub("", text), encoding="utf-8")
        icons |= {int(code, 16) if code else ord(char) for code, char in ICON.findall(text)}
    return icons


def lean_site(site: Path, words: set[str]) -> None:
    """Take out of the site what none of its pages uses, which have these words."""
    static = site / "_static"
    icons = _lean_styles(_theme_styles(static), words | _words_of_scripts(site))
    font = static / FONTS / f"{SOLID}.ttf"
    lean_font = _lean_font(font, icons)
    for pattern in UNUSED:
        for path in static.glob(pattern):
            path.unlink()
    font.write_bytes(lean_font)
