/* Boxes that scroll sideways can be reached by keyboard, say what they are, and show at their
   edges that there is more. What fits into the window is left alone. */
(() => {
  "use strict";

  const KINDS = {
    Formula: "mjx-container, .math",
    Code: "pre",
    Table: ".pst-scrollable-table-container",
    Figure: "figure, .cell_output",
  };

  function scrolls(box) {
    return box.scrollWidth > box.clientWidth &&
      ["auto", "scroll"].includes(getComputedStyle(box).overflowX) &&
      !box.closest("[aria-hidden=true]"); // the listing below an editor
  }

  function showEdges({ currentTarget: box }) {
    const hidden = box.scrollWidth - box.clientWidth - box.scrollLeft;
    box.toggleAttribute("data-more-left", box.scrollLeft > 1);
    box.toggleAttribute("data-more-right", hidden > 1);
  }

  function mark(box) {
    box.addEventListener("scroll", showEdges, { passive: true }); // once, however often asked for
    if (scrolls(box)) {
      showEdges({ currentTarget: box });
      const kind = Object.keys(KINDS).find((name) => box.matches(KINDS[name]));
      box.tabIndex = 0;
      box.role = "group";
      box.ariaLabel = `${kind}, scrolls sideways`;
    } else if (box.ariaLabel?.endsWith("scrolls sideways")) {
      const names = ["tabindex", "role", "aria-label", "data-more-left", "data-more-right"];
      names.forEach((name) => box.removeAttribute(name));
    }
  }

  const resized = new ResizeObserver((entries) => entries.forEach(({ target }) => mark(target)));

  function watch() {
    const boxes = document.querySelectorAll(Object.values(KINDS).join());
    for (const box of boxes) {
      mark(box);
      resized.observe(box);
    }
    // A letter that comes late makes a formula wider, and not its box.
    document.fonts.addEventListener("loadingdone", () => boxes.forEach(mark));
  }

  // Formulas get their boxes when they are typeset.
  addEventListener(
    "load",
    () => (globalThis.MathJax?.startup?.promise ?? Promise.resolve()).then(watch),
  );
})();
