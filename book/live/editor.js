// A text area over the listing of a cell: the reader types into the one and sees the other. So all
// that a text area can do works: screen readers, undo, other scripts, telephones.

import * as editing from "./editing.js";
import { draw, pairAt } from "./listing.js";
import { Names } from "./names.js";

const NAMED = /(?:[\p{L}_][\p{L}\d_]*\.?|[(,] ?)$/u; // a name, or where an argument begins

const spaced = (text) => text.replaceAll("\t", editing.INDENT);

export class Editor {
  #area;
  #listing;
  #names;
  #drawn; // what the listing shows
  #tabLeaves = false; // after Escape, Tab goes on to the next element

  constructor(cell, { text, label, hint, onChange, look }) {
    this.#listing = cell.querySelector("pre");
    this.#listing.setAttribute("aria-hidden", "true");
    // What reach.js gave it, if it was here first.
    const given = ["tabindex", "role", "aria-label", "data-more-left", "data-more-right"];
    given.forEach((name) => this.#listing.removeAttribute(name));
    this.#area = document.createElement("textarea");
    Object.assign(this.#area, { spellcheck: false, autocapitalize: "off", autocomplete: "off" });
    this.#area.setAttribute("autocorrect", "off");
    this.#area.setAttribute("aria-label", label);
    this.#area.setAttribute("aria-describedby", hint);
    this.#listing.parentElement.classList.add("live-editor");
    this.#listing.after(this.#area);
    this.#area.value = spaced(text);
    this.#draw();
    this.#listen(onChange);
    this.#names = new Names(this.#area, this.#listing, look, (edit) => this.#apply(edit));
  }

  get text() {
    return this.#area.value;
  }

  focus() {
    this.#area.focus();
  }

  // Select a line, and bring it into view.
  goTo(line) {
    const lines = this.text.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1);
    this.#area.focus({ preventScroll: true });
    this.#area.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
    this.#listing.querySelectorAll(".live-line")[line - 1]?.scrollIntoView({ block: "center" });
  }

  // Replace everything, as if it were typed.
  replace(text) {
    this.#area.focus();
    this.#area.select();
    this.#type(text);
  }

  // Do "indent", "outdent" or "complete", as keys do.
  edit(name) {
    this.#area.focus();
    if (name === "complete") this.#names.complete();
    else this.#apply(editing[name](this.#state));
  }

  get #state() {
    const { value: text, selectionStart: start, selectionEnd: end } = this.#area;
    return { text, start, end };
  }

  #listen(onChange) {
    this.#area.addEventListener("input", () => {
      this.#draw();
      onChange(this.text);
      this.#names.follow();
    });
    this.#area.addEventListener("keydown", (event) => this.#onKey(event));
    this.#area.addEventListener("beforeinput", (event) => this.#onInsert(event));
    this.#area.addEventListener("focus", () => this.#draw());
    this.#area.addEventListener("blur", () => {
      this.#tabLeaves = false;
      this.#draw();
    });
    document.addEventListener("selectionchange", () => this.#draw());
  }

  #draw() {
    const { text, start, end } = this.#state;
    const isHere = document.activeElement === this.#area && start === end;
    const boxed = isHere ? pairAt(text, start) : [];
    const drawn = `${boxed} ${text}`;
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    // The last line break counts only if something stands after it.
    this.#listing.replaceChildren(...draw(text, boxed), "\n");
  }

  #apply({ from, to, insert, start, end }) {
    if (insert !== this.text.slice(from, to)) {
      this.#area.setSelectionRange(from, to);
      this.#type(insert);
    }
    this.#area.setSelectionRange(start, end);
  }

  // The one way to write that undo knows of.
  #type(text) {
    const command = text ? "insertText" : "delete";
    if (document.execCommand(command, false, text)) return;
    this.#area.setRangeText(text, this.#area.selectionStart, this.#area.selectionEnd, "end");
    this.#area.dispatchEvent(new Event("input"));
  }

  // What is pasted or dropped.
  #onInsert(event) {
    if (!event.data?.includes("\t")) return;
    event.preventDefault();
    this.#type(spaced(event.data));
  }

  #onKey(event) {
    if (event.isComposing || event.altKey) return;
    if (this.#names.take(event) || this.#asks(event)) return event.preventDefault();
    if (event.key === "Escape") this.#tabLeaves = true;
    const edit = this.#editFor(event)?.(this.#state);
    if (edit) {
      event.preventDefault();
      this.#apply(edit);
    } else if (isHome(event)) this.#goHome(event);
    if (!["Escape", "Tab", "Shift"].includes(event.key)) this.#tabLeaves = false;
  }

  // After a name the keys of the indentation ask what is known of it.
  #asks({ key, shiftKey }) {
    const { text, start, end } = this.#state;
    const isHere = start === end && NAMED.test(text.slice(0, start));
    if (key !== "Tab" || this.#tabLeaves || !isHere) return false;
    this.#names[shiftKey ? "explain" : "complete"]();
    return true;
  }

  #editFor({ key, shiftKey, ctrlKey, metaKey }) {
    if (ctrlKey || metaKey) return key === "/" ? editing.toggleComment : undefined;
    if (key === "Tab" && !this.#tabLeaves) return shiftKey ? editing.outdent : editing.tab;
    if (key === "Enter" && !shiftKey) return editing.breakLine;
    return key === "Backspace" ? editing.deleteIndent : undefined;
  }

  // With Shift, the selection's end that moves goes there.
  #goHome(event) {
    event.preventDefault();
    const { text, start, end } = this.#state;
    const isBackward = this.#area.selectionDirection === "backward";
    const to = editing.home(text, isBackward ? start : end);
    const fixed = !event.shiftKey ? to : isBackward ? end : start;
    const direction = to < fixed ? "backward" : "forward";
    this.#area.setSelectionRange(Math.min(to, fixed), Math.max(to, fixed), direction);
  }
}

// Macs have another key for it.
function isHome({ key, ctrlKey, metaKey }) {
  return metaKey ? key === "ArrowLeft" : key === "Home" && !ctrlKey;
}
