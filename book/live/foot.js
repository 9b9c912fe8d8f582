// Below the last cell: what is for the page as a whole, and the notebook to hand in.

import { make, megabytes } from "./dom.js";

export class Foot {
  #settings;
  #cells;
  #status = make("p", { attributes: { role: "status" } });

  constructor(settings, cells, restart) {
    this.#settings = settings;
    this.#cells = cells;
    const words = `Run loads Python into this page, once: ${megabytes(settings.size)} MB. ` +
      "This browser keeps your text, and Python runs in it, on your machine. ";
    const licences = make("a", { href: settings.licences }, "Licences of what it loads");
    const buttons = [
      this.#makeButton("Restart Python", restart),
      this.#makeButton("Reset the lesson", () => this.#reset()),
    ];
    if (settings.isHandedIn) buttons.unshift(this.#offerNotebook());
    const tools = make("div", { className: "live-tools" }, ...buttons);
    const parts = [make("p", {}, words, licences, "."), tools, this.#status];
    const last = document.getElementById(settings.lastId);
    last.after(make("div", { className: "live live-foot" }, ...parts));
  }

  #makeButton(text, act) {
    const onclick = async () => (this.#status.textContent = await act());
    return make("button", { type: "button", onclick }, text);
  }

  // The copy in the page's own menu has no answers: the menu leads here.
  #offerNotebook() {
    const text = "Download the notebook with your answers";
    const button = this.#makeButton(text, () => this.#download());
    document.querySelector(".btn-download-source-button")?.addEventListener("click", (event) => {
      event.preventDefault();
      button.click();
    });
    return button;
  }

  async #download() {
    const exercises = this.#cells.filter((cell) => cell.isExercise);
    const answers = new Map(exercises.map((cell) => [cell.data.id, cell.text]));
    const written = exercises.filter((cell) => cell.isChanged).length;
    const { student, notebook } = this.#settings;
    try {
      save(`${notebook}.ipynb`, withAnswers(await (await fetch(student)).json(), answers));
    } catch (error) {
      return `The notebook could not be made: ${error.message}`;
    }
    return `${notebook}.ipynb: ${written} of ${exercises.length} exercises answered.`;
  }

  #reset() {
    const lesson = this.#cells.filter((cell) => !cell.isExercise && cell.isTouched);
    const here = document.activeElement;
    lesson.forEach((cell) => cell.reset(false));
    here.focus();
    return "The lesson is as it was at first. Your answers stay.";
  }
}

function withAnswers(content, answers) {
  for (const cell of content.cells) {
    if (answers.has(cell.id)) cell.source = answers.get(cell.id);
  }
  return JSON.stringify(content, null, 1) + "\n";
}

function save(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/x-ipynb+json" }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // when it has begun for sure
}
