/* Boxes that scroll sideways can be reached by keyboard, and say what they are.
   Code, tables, formulas and figures that fit into the window are left alone. */
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

  function mark(box) {
    if (scrolls(box)) {
      const kind = Object.keys(KINDS).find((name) => box.matches(KINDS[name]));
      box.tabIndex = 0;
      box.role = "group";
      box.ariaLabel = `${kind}, scrolls sideways`;
    } else if (box.ariaLabel?.endsWith("scrolls sideways")) {
      for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
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
