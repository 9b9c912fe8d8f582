"""What keys do in an editor: the key, the text before it, and after it."""

CARET = "|"  # one where the caret is, two where a selection begins and ends


def read_bars(text):
    """Return a text without its bars, and where they were: what is selected from where to where."""
    before, *others = text.split(CARET)
    start = len(before)
    end = len(before + others[0]) if len(others) > 1 else start
    return text.replace(CARET, ""), start, end


KEYS = [
    # comments
    ("Control+/", "if x:\n    y|z\n", "if x:\n    # y|z\n"),
    ("Control+/", "    # y|z", "    y|z"),
    ("Control+/", "|if x:\n\n    y\nz|\n", "|# if x:\n\n#     y\n# z|\n"),
    ("Control+/", "|# if x:\n\n#     y\n# z|\n", "|if x:\n\n    y\nz|\n"),
    ("Control+/", "|# of code\ny|", "|# # of code\n# y|"),
    ("Meta+/", "y|", "# y|"),
    # Home
    ("Home", "    y = 1|", "    |y = 1"),
    ("Home", "    |y = 1", "|    y = 1"),
    ("Home", "|    y = 1", "    |y = 1"),
    ("Home", "x\ny|", "x\n|y"),
    ("Home", "\n|", "\n|"),
    ("Shift+Home", "    y = 1|", "    |y = 1|"),
    # a new line
    ("Enter", "if x:|", "if x:\n    |"),
    ("Enter", "    for t in x:  # all|", "    for t in x:  # all\n        |"),
    ("Enter", "y = 1  # note:|", "y = 1  # note:\n|"),
    ("Enter", "    # first:|", "    # first:\n    |"),
    ("Enter", "y = x[1:|]", "y = x[1:\n|]"),
    ("Enter", "    print('a:|", "    print('a:\n    |"),
    ("Enter", "    return x|", "    return x\n|"),
    ("Enter", "        pass|", "        pass\n    |"),
    ("Enter", "        raise ValueError('no')|", "        raise ValueError('no')\n    |"),
    ("Enter", "        break  # out|", "        break  # out\n    |"),
    ("Enter", "        continue|", "        continue\n    |"),
    ("Enter", "    return (x +|", "    return (x +\n    |"),
    ("Enter", "    returned = x|", "    returned = x\n    |"),
    ("Enter", '    """Do.\n\n    return it:|', '    """Do.\n\n    return it:\n    |'),
    # lines to and fro
    ("Tab", "|if x:\n\n    y|", "|    if x:\n\n        y|"),
    ("Tab", "|x\n|y", "|    x\n|y"),
    ("Shift+Tab", "|    if x:\n      y|", "|if x:\n  y|"),
    ("Shift+Tab", "      |y", "  |y"),
    ("Shift+Tab", "    y = 1|", "y = 1|"),
    ("Tab", "  |", "    |"),
    ("Tab", "y = |", "y =     |"),
    ("Tab", "|x", "    |x"),
]
