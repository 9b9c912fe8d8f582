// What exercises and cells of the lesson share.

import { make } from "./dom.js";
import { Editor } from "./editor.js";
import { Output } from "./output.js";
import { Store } from "./store.js";

export const HAS_KEYS = !matchMedia("(hover: none) and (pointer: coarse)").matches;
const KEYS =
  "Tab indents, or completes a name, and Shift+Tab tells what it is; Ctrl+/ comments out; " +
  "Escape, then Tab, leaves the editor.";
const TOUCH = "Indent and Outdent move the line, or all lines of which something is selected. " +
  "Complete lists names that begin like the one at the caret.";
const NO_PYTHON = "Names come from Python: from the first Run on, and as long as no cell runs.";
const NO_SUCH = "Python knows no such name.";
const PATIENCE = 5_000; // milliseconds; then it may be an endless loop

export class Cell {
  element;
  output = new Output();
  buttons = {};
  status = make("p", { className: "live-status", attributes: { role: "status" } });
  progress = make("progress", { hidden: true, attributes: { "aria-label": "Python, loaded" } });
  #actions;
  #editor = null;
  #store;
  #text; // as long as there is no editor
  #forgotten = null; // the text that Reset removed
  #timer;

  constructor(data, { notebook, size }, actions) {
    this.data = data;
    this.size = size;
    this.#actions = actions;
    this.element = document.getElementById(data.id);
    data.text ??= this.element.querySelector("pre").textContent.trimEnd();
    this.#store = new Store(notebook, data);
    this.#text = this.#store.text;
    this.element.addEventListener("keydown", (event) => this.#onKey(event));
  }

  get text() {
    return this.#editor?.text ?? this.#text;
  }

  get isExercise() {
    return "check" in this.data;
  }

  get isChanged() {
    return this.text !== this.data.text;
  }

  // What runs for it: what the setup imports is loaded when a cell uses it.
  get source() {
    return this.data.isSetup && !this.isChanged ? "" : this.text;
  }

  // Put the editor over the listing; return the line that names its keys.
  open() {
    const id = `${this.data.id}-keys`;
    const keys = this.isExercise ? "Shift+Enter runs, Ctrl+Enter checks." : "Shift+Enter runs.";
    const onChange = (text) => this.#keep(text);
    const { name, label = name } = this.data;
    const settings = { text: this.#text, label, hint: id, onChange, look: this.#look };
    this.#editor = new Editor(this.element, settings);
    return make("p", { className: "live-hint", id }, HAS_KEYS ? `${keys} ${KEYS}` : TOUCH);
  }

  focus() {
    this.#editor.focus();
  }

  goTo(line) {
    if (!this.#editor) this.buttons.change.click();
    this.#editor.goTo(line);
  }

  // In a line that screen readers follow; `isSeen` is false for what stands below as well.
  say(words, isSeen = true) {
    this.status.classList.toggle("visually-hidden", !isSeen);
    this.status.replaceChildren(...[words].flat());
  }

  begin(words) {
    this.output.begin();
    this.say(words);
    this.buttons.stop.disabled = false;
  }

  // Now it is the reader's code that takes its time.
  watch() {
    clearTimeout(this.#timer);
    const words = "Still at it. An endless loop? Stop ends it.";
    const patience = PATIENCE + 3_000 * (this.data.seconds ?? 0);
    this.#timer = setTimeout(() => this.say(words), patience);
  }

  // Not that it takes long.
  hush(words) {
    clearTimeout(this.#timer);
    this.say(words);
  }

  end() {
    clearTimeout(this.#timer);
    this.progress.hidden = true;
    if (document.activeElement === this.buttons.stop) this.buttons.run.focus();
    this.buttons.stop.disabled = true;
    this.output.end();
  }

  showLoaded(bytes) {
    this.progress.hidden = bytes >= this.size;
    Object.assign(this.progress, { max: this.size, value: bytes });
  }

  makeButton(name, onclick) {
    const text = name[0].toUpperCase() + name.slice(1);
    return (this.buttons[name] = make("button", { type: "button", onclick }, text));
  }

  makeResetButton() {
    const button = this.makeButton("reset", () => {
      this.reset();
      this.#actions.changed();
      (button.hidden ? this.buttons.run : button).focus();
    });
  }

  // The editor keeps the focus, and a telephone its keyboard.
  makeKeyButtons() {
    return ["indent", "outdent", "complete"].map((name) => {
      const button = this.makeButton(name, () => this.#editor.edit(name));
      button.onmousedown = (event) => event.preventDefault();
      return button;
    });
  }

  // Reset can be taken back until the next change.
  reset(isUndo = this.#forgotten !== null) {
    const text = isUndo ? this.#forgotten : this.data.text;
    const forgotten = isUndo ? null : this.isChanged ? this.text : this.#forgotten;
    if (text !== this.text) this.#editor.replace(text);
    this.#forgotten = forgotten; // a change by hand is the end of it
    this.buttons.reset.textContent = forgotten === null ? "Reset" : "Undo reset";
    this.output.clear();
    this.say(isUndo ? "Your text is back." : "The cell is as it was at first.");
  }

  #keep(text) {
    this.#forgotten = null;
    this.buttons.reset.textContent = "Reset";
    if (!this.#store.keep(text)) this.say("This browser does not keep your text: download it.");
    this.#actions.changed();
  }

  // What Python knows of a place in the text, and what there is to say of it.
  #look = async (before, after) => {
    const known = await this.#actions.look(before, after);
    const { names = [], about = "" } = known ?? {};
    const isKnown = names.length > 0 || about;
    this.say(isKnown ? about.split("\n")[0] : known ? NO_SUCH : NO_PYTHON, !isKnown);
    return known;
  };

  #onKey(event) {
    if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "TEXTAREA") return;
    if (event.ctrlKey || event.metaKey) this.#actions[this.isExercise ? "check" : "run"](this);
    else if (event.shiftKey) this.#actions.run(this);
    else return;
    event.preventDefault();
  }
}
