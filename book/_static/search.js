/* The page that searches: its results quote no solution, and no list of contents for printing. */
document.addEventListener("DOMContentLoaded", () => {
  const toText = Search.htmlToText;
  Search.htmlToText = (html, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    page.querySelectorAll(".tag_solution, .onlyprint").forEach((part) => part.remove());
    return toText(page.documentElement.outerHTML, anchor);
  };
  // A page opened from a folder may not read another: its results are titles without a quotation.
  if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
});
