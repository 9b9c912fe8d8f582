/* The page that searches: its results quote what can be read, and no solution. */
document.addEventListener("DOMContentLoaded", () => {
  "use strict";

  const toText = Search.htmlToText;
  Search.htmlToText = (html, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    page.querySelectorAll(".tag_solution, .onlyprint, div.math").forEach((part) => part.remove());
    for (const formula of page.querySelectorAll("span.math")) {
      formula.textContent = formula.textContent.slice(2, -2); // without the marks \( and \)
    }
    return toText(page.documentElement.outerHTML, anchor);
  };
  // A page opened from a folder may not read another: its results are titles without a quotation.
  if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
});
