/* Formulas in sight are drawn first: a long page can be read while the rest of it is drawn.
   Between two pieces the page is shown, and answers to its reader. */
(() => {
  "use strict";

  // Where a formula drawn above would push away what is read, all are drawn at once.
  const PIECE = CSS.supports("overflow-anchor", "auto") ? 30 : Infinity; // formulas
  const waiting = new Set();

  function distance(formula) {
    const { top, bottom } = formula.getBoundingClientRect();
    return Math.max(top - innerHeight, -bottom, 0);
  }

  function nearest() {
    const distances = new Map([...waiting].map((formula) => [formula, distance(formula)]));
    return [...waiting].sort((a, b) => distances.get(a) - distances.get(b)).slice(0, PIECE);
  }

  // No frame comes in a tab that nobody sees.
  const shown = () =>
    document.hidden || new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

  async function drawAll() {
    document.querySelectorAll(".math").forEach((formula) => waiting.add(formula));
    while (waiting.size) {
      const piece = nearest();
      piece.forEach((formula) => waiting.delete(formula));
      await MathJax.typesetPromise(piece);
      await shown();
    }
  }

  addEventListener("beforeprint", () => {
    const piece = [...waiting];
    waiting.clear();
    if (piece.length) MathJax.typeset(piece);
  });

  MathJax.startup = { pageReady: drawAll };
})();
