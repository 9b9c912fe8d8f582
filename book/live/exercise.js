// An exercise: always an editor, with its buttons below it.

import { Cell, HAS_KEYS } from "./cell.js";
import { make, megabytes } from "./dom.js";

export class Exercise extends Cell {
  #offer; // what the line says before Python is there

  constructor(data, settings, actions) {
    super(data, settings, actions);
    const tools = make("div", { className: "live-tools" }, ...this.#makeButtons(actions));
    const hint = this.open();
    const parts = [tools, hint, this.status, this.progress, this.output.element];
    this.element.append(make("div", { className: "live" }, ...parts));
    this.#offer = `Check and Run load Python into this page, once: ${megabytes(settings.size)} MB.`;
    this.say(this.#offer);
  }

  // Python is there, for all exercises of the page.
  withdrawOffer() {
    if (this.status.textContent === this.#offer) this.say("");
  }

  #makeButtons({ check, run, stop }) {
    this.makeButton("check", () => check(this)).classList.add("live-main");
    this.makeButton("run", () => run(this));
    // Always in its place: if it went, Reset would come under the pointer that pressed it.
    this.makeButton("stop", () => stop(this)).disabled = true;
    this.makeResetButton();
    if (!HAS_KEYS) this.makeKeyButtons();
    return Object.values(this.buttons);
  }
}
