/* A guess first: the output of a cell waits behind a question, as long as that is not answered.
   What hides it stands in course.css. */
(() => {
  "use strict";

  for (const form of document.querySelectorAll("form.predict")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = form.querySelector(":checked")?.parentElement.textContent.trim();
      const guess = chosen ?? form.guess.value;
      const said = Object.assign(document.createElement("p"), {
        className: "predict-said",
        tabIndex: -1,
        textContent: `${form.querySelector("legend").textContent} Your guess: ${guess}`,
      });
      form.replaceWith(said);
      said.focus();
    });
  }
})();
