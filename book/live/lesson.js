// A cell of the lesson: its listing and stored output, until a quiet bar below the listing runs it
// or makes it an editor.

import { Cell, HAS_KEYS } from "./cell.js";
import { make } from "./dom.js";

export class Lesson extends Cell {
  #mark = make("span", { className: "live-mark" });
  #bar;
  #hasRun = false;

  constructor(data, settings, actions) {
    super(data, settings, actions);
    this.#bar = this.#makeBar(actions);
    const box = make("div", { className: "live" }, this.#bar, this.status, this.progress);
    this.element.querySelector(".cell_input").after(box);
    this.output.replace(this.element.querySelector(".cell_output"), this.element);
    if (this.isChanged) this.#change();
    this.mark(false);
  }

  begin(words) {
    super.begin(words);
    this.#hasRun = true;
    this.#arrange();
  }

  end() {
    super.end();
    this.#arrange();
  }

  reset(isUndo) {
    super.reset(isUndo);
    this.output.restore();
    this.#hasRun = false;
    this.#arrange();
  }

  get isTouched() {
    return this.isChanged || this.#hasRun;
  }

  mark(isStale) {
    const seconds = this.data.seconds ? `about ${this.data.seconds} s` : "";
    const marks = [this.isChanged && "changed", isStale && "out of date: run it again", seconds];
    this.#mark.textContent = marks.filter(Boolean).join(" · ");
    this.#arrange();
  }

  #makeBar({ run, stop }) {
    this.makeButton("stop", () => stop(this)).disabled = true;
    this.makeResetButton();
    this.makeButton("change", () => {
      this.#change();
      this.focus();
    });
    this.makeButton("run", () => run(this));
    const attributes = { role: "group", "aria-label": this.data.name };
    const parts = [this.#mark, ...Object.values(this.buttons)];
    return make("div", { className: "live-bar", attributes }, ...parts);
  }

  // Show only buttons that do something.
  #arrange() {
    const { stop, reset, change } = this.buttons;
    stop.hidden = stop.disabled;
    reset.hidden = !this.isTouched && reset.textContent === "Reset";
    change.hidden = this.element.querySelector("textarea") !== null;
  }

  #change() {
    this.#bar.after(this.open());
    if (!HAS_KEYS) this.#bar.prepend(...this.makeKeyButtons());
    this.#arrange();
  }
}
