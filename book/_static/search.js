/* The page that searches: its results quote what can be read, and no solution; they lead to the
   section that has most of the words; and a word that no page has is taken for the nearest one. */
document.addEventListener("DOMContentLoaded", () => {
  "use strict";

  const { htmlToText, makeSearchSummary, _parseQuery } = Search;

  Search.htmlToText = (html, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    page.querySelectorAll(".tag_solution, .onlyprint, div.math").forEach((part) => part.remove());
    for (const formula of page.querySelectorAll("span.math")) {
      formula.textContent = formula.textContent.slice(2, -2); // without the marks \( and \)
    }
    return htmlToText(page.documentElement.outerHTML, anchor);
  };

  /* How often the words are in the text of a section itself, without those inside of it. Each
     word counts once, and a little more where it comes again. */
  function matches(section, words) {
    const own = [...section.children].filter((part) => part.tagName !== "SECTION");
    const text = own.map((part) => part.textContent).join(" ").toLowerCase();
    const counts = words.map((word) => text.split(word).length - 1);
    return counts.reduce((sum, n) => sum + (n && 1 + Math.min(n, 9) / 10), 0);
  }

  function bestSection(html, words) {
    const page = new DOMParser().parseFromString(html, "text/html");
    page.querySelectorAll(".tag_solution, .headerlink").forEach((part) => part.remove());
    let best = { score: 0 };
    for (const section of page.querySelectorAll("[role=main] section[id]")) {
      const score = matches(section, words);
      if (score > best.score) best = { score, section };
    }
    return headingOf(best.section) ? best.section : undefined;
  }

  /* The heading of a section; none of what is the page itself, or has no heading. */
  function headingOf(section) {
    return section?.querySelector(":scope > :is(h2, h3, h4)")?.textContent.trim();
  }

  Search.makeSearchSummary = (html, keywords, anchor) => {
    const section = anchor ? undefined : bestSection(html, [...keywords]);
    if (!section) return makeSearchSummary(html, keywords, anchor);
    const summary = makeSearchSummary(html, keywords, `#${CSS.escape(section.id)}`);
    queueMicrotask(() => { // it has a place in the list by then
      const link = summary?.parentElement?.querySelector("a");
      if (!link) return;
      link.hash = section.id;
      link.append(` > ${headingOf(section)}`);
    });
    return summary;
  };

  /* How many letters to change, to leave out, to add or to exchange with their neighbour. */
  function distance(a, b) {
    const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
    for (let i = 1; i <= a.length; i++) {
      rows.push([i]);
      for (let j = 1; j <= b.length; j++) {
        const same = a[i - 1] === b[j - 1] ? 0 : 1;
        const [above, row] = rows.slice(-2);
        row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + same);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          row[j] = Math.min(row[j], rows[i - 2][j - 2] + 1);
        }
      }
    }
    return rows[a.length][b.length];
  }

  /* The word itself, if a page has it or a longer one with it in it; else the nearest word. */
  function nearest(word) {
    const known = Object.keys({ ...Search._index.terms, ...Search._index.titleterms });
    if (word.length < 4 || known.some((term) => term.includes(word))) return word;
    let [best, least] = [word, word.length < 8 ? 2 : 3];
    for (const term of known) {
      if (Math.abs(term.length - word.length) >= least || term.length < 4) continue;
      const far = distance(word, term);
      if (far < least) [best, least] = [term, far];
    }
    return best;
  }

  Search._parseQuery = (query) => {
    const [text, words, excluded, highlighted, objects] = _parseQuery(query);
    const found = new Set([...words].map(nearest));
    const taken = [...found].filter((word) => !words.has(word));
    if (taken.length > 0) Search.output.before("No page has that. These have a word much like it:");
    return [text, found, excluded, new Set([...highlighted, ...taken]), objects];
  };

  // A page opened from a folder may not read another: its results are titles without a quotation.
  if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
});
