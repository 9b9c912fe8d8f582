// One exercise in the page: its editor, its buttons, what it says and what it shows.

import { make, megabytes } from "./dom.js";
import { Editor } from "./editor.js";
import { Output } from "./output.js";
import { Store } from "./store.js";

const HAS_KEYS = !matchMedia("(hover: none) and (pointer: coarse)").matches;
const HINT = HAS_KEYS
  ? "Shift+Enter runs, Ctrl+Enter checks. Tab indents, Ctrl+/ comments out; Escape, then Tab, " +
    "leaves the editor."
  : "Indent and Outdent move the line, or all lines of which something is selected.";
const PATIENCE = 5_000; // milliseconds, after which a run may be an endless loop

export class Cell {
  output = new Output();
  #editor;
  #store;
  #forgotten = null; // the text that Reset removed
  #status = make("p", { className: "live-status", attributes: { role: "status" } });
  #progress = make("progress", { hidden: true, attributes: { "aria-label": "Python, loaded" } });
  #buttons = {};
  #offer; // what the line says before Python is there
  #timer;

  constructor(exercise, { notebook, size }, actions) {
    this.exercise = exercise;
    this.size = size;
    this.#store = new Store(notebook, exercise);
    const element = document.getElementById(exercise.id);
    const hint = make("p", { className: "live-hint", id: `${exercise.id}-keys` }, HINT);
    this.#editor = new Editor(element, {
      text: this.#store.text,
      label: `Your answer. ${exercise.title}`,
      hint: hint.id,
      onChange: (text) => this.#keep(text),
    });
    const tools = make("div", { className: "live-tools" }, ...this.#makeButtons(actions));
    const parts = [tools, hint, this.#status, this.#progress, this.output.element];
    element.append(make("div", { className: "live" }, ...parts));
    element.addEventListener("keydown", (event) => this.#onKey(event, actions));
    this.#offer = `Check and Run load Python into this page, once: ${megabytes(size)} MB.`;
    this.say(this.#offer);
  }

  get text() {
    return this.#editor.text;
  }

  get isAnswered() {
    return this.text !== this.exercise.stub;
  }

  // Say it in a line that screen readers follow; `isSeen` is false for what stands below as well.
  say(text, isSeen = true) {
    this.#status.classList.toggle("visually-hidden", !isSeen);
    this.#status.textContent = text;
  }

  // Python is there, for all exercises of the page.
  withdrawOffer() {
    if (this.#status.textContent === this.#offer) this.say("");
  }

  begin(text) {
    this.output.clear();
    this.say(text);
    this.#buttons.stop.disabled = false;
  }

  // From now on it is the reader's code that takes its time.
  watch() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.say("Still at it. An endless loop? Stop ends it."),
      PATIENCE,
    );
  }

  // Say it, and no more that it takes long.
  hush(text) {
    clearTimeout(this.#timer);
    this.say(text);
  }

  end() {
    clearTimeout(this.#timer);
    this.#progress.hidden = true;
    if (document.activeElement === this.#buttons.stop) this.#buttons.check.focus();
    this.#buttons.stop.disabled = true;
    this.output.flush();
  }

  showLoaded(bytes) {
    this.#progress.hidden = bytes >= this.size;
    Object.assign(this.#progress, { max: this.size, value: bytes });
    this.#progress.title = `${megabytes(bytes)} of ${megabytes(this.size)} MB`;
  }

  #makeButtons({ check, run, stop }) {
    const button = (
      name,
      text,
      onClick,
    ) => (this.#buttons[name] = make("button", { type: "button", onclick: onClick }, text));
    button("check", "Check", () => check(this)).classList.add("live-main");
    button("run", "Run", () => run(this));
    // Always in its place: if it went, Reset would come under the pointer that pressed it.
    button("stop", "Stop", () => stop(this)).disabled = true;
    button("reset", "Reset", () => this.#reset());
    if (!HAS_KEYS) this.#makeIndentButtons(button);
    return Object.values(this.#buttons);
  }

  // The editor keeps the focus, and so the telephone its keyboard.
  #makeIndentButtons(button) {
    for (
      const made of [
        button("indent", "Indent", () => this.#editor.indent()),
        button("outdent", "Outdent", () => this.#editor.outdent()),
      ]
    ) made.onmousedown = (event) => event.preventDefault();
  }

  // Reset can be taken back until the next change.
  #reset() {
    const text = this.#forgotten ?? this.exercise.stub;
    const removed = this.#forgotten === null ? this.text : null;
    this.#editor.replace(text);
    this.#forgotten = removed;
    this.#buttons.reset.textContent = removed === null ? "Reset" : "Undo reset";
    this.#buttons.reset.focus();
    this.output.clear();
    this.say(removed === null ? "Your text is back." : "The cell is as it was at first.");
  }

  #keep(text) {
    this.#forgotten = null;
    this.#buttons.reset.textContent = "Reset";
    if (!this.#store.keep(text)) this.say("This browser does not keep your text: download it.");
  }

  #onKey(event, { check, run }) {
    if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "TEXTAREA") return;
    if (event.ctrlKey || event.metaKey) check(this);
    else if (event.shiftKey) run(this);
    else return;
    event.preventDefault();
  }
}
