// A text area over the listing of a cell. The reader types into the one and sees the other, which
// is coloured anew at every change. So all that a text area can do works: screen readers, undo,
// spelling of other scripts, telephones.

import { highlight } from "./highlight.js";

const INDENT = "    ";

export class Editor {
  #area;
  #listing;
  #tabLeaves = false; // after Escape, Tab goes on to the next element

  // `cell` is the element of the cell, `label` and `hint` are for those who do not see it.
  constructor(cell, { text, label, hint, onChange }) {
    this.#listing = cell.querySelector("pre");
    this.#listing.setAttribute("aria-hidden", "true");
    // What reach.js gave it as a box that scrolls, if it was here first.
    for (const name of ["tabindex", "role", "aria-label"]) this.#listing.removeAttribute(name);
    this.#area = document.createElement("textarea");
    Object.assign(this.#area, { spellcheck: false, autocapitalize: "off", autocomplete: "off" });
    this.#area.setAttribute("autocorrect", "off");
    this.#area.setAttribute("aria-label", label);
    this.#area.setAttribute("aria-describedby", hint);
    this.#listing.parentElement.classList.add("live-editor");
    this.#listing.after(this.#area);
    this.#area.value = text;
    this.#colour();
    this.#area.addEventListener("input", () => {
      this.#colour();
      onChange(this.text);
    });
    this.#area.addEventListener("keydown", (event) => this.#onKey(event));
    this.#area.addEventListener("blur", () => (this.#tabLeaves = false));
  }

  get text() {
    return this.#area.value;
  }

  // Replace everything, as if it were typed.
  replace(text) {
    this.#area.focus();
    this.#area.select();
    this.#type(text);
  }

  #colour() {
    // The last line break counts only if something stands after it.
    this.#listing.replaceChildren(...highlight(this.text), "\n");
  }

  // The one way to write into a text area that its undo knows of.
  #type(text) {
    const command = text ? "insertText" : "delete";
    if (document.execCommand(command, false, text)) return;
    this.#area.setRangeText(text, this.#area.selectionStart, this.#area.selectionEnd, "end");
    this.#area.dispatchEvent(new Event("input"));
  }

  #onKey(event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") this.#tabLeaves = true;
    else if (event.key === "Tab" && !this.#tabLeaves) this.#indent(event);
    else if (event.key === "Enter" && !event.shiftKey) this.#breakLine(event);
    else if (event.key === "Backspace") this.#deleteIndent(event);
    if (!["Escape", "Tab", "Shift"].includes(event.key)) this.#tabLeaves = false;
  }

  // Tab in a line goes to the next stop; with lines selected it moves them all.
  #indent(event) {
    event.preventDefault();
    const { selectionStart: start, selectionEnd: end } = this.#area;
    const isMany = this.text.slice(start, end).includes("\n");
    if (!isMany && !event.shiftKey) {
      const column = start - this.#lineStart(start);
      return this.#type(INDENT.slice(column % INDENT.length));
    }
    const from = this.#lineStart(start);
    const lines = this.text.slice(from, end).split("\n");
    const moved = lines.map((
      line,
    ) => (event.shiftKey ? line.replace(/^ {1,4}/, "") : INDENT + line));
    this.#area.setSelectionRange(from, end);
    this.#type(moved.join("\n"));
    const shift = moved[0].length - lines[0].length;
    const to = this.#area.selectionEnd;
    this.#area.setSelectionRange(isMany ? from : Math.max(from, start + shift), to);
  }

  // A new line begins where the last one began, and deeper after a colon.
  #breakLine(event) {
    event.preventDefault();
    const { selectionStart: start } = this.#area;
    const line = this.text.slice(this.#lineStart(start), start);
    const deeper = /:\s*(#.*)?$/.test(line) ? INDENT : "";
    this.#type("\n" + line.match(/^ */)[0] + deeper);
  }

  // Backspace in the indentation takes a whole step.
  #deleteIndent(event) {
    const { selectionStart: start, selectionEnd: end } = this.#area;
    const before = this.text.slice(this.#lineStart(start), start);
    if (start !== end || !/^ +$/.test(before)) return;
    event.preventDefault();
    this.#area.setSelectionRange(start - (before.length % INDENT.length || INDENT.length), start);
    this.#type("");
  }

  #lineStart(position) {
    return this.text.lastIndexOf("\n", position - 1) + 1;
  }
}
