// At the caret of an editor: names that could stand there, or what a name is.

import { make } from "./dom.js";
import { put } from "./editing.js";
import { letterAt } from "./listing.js";

export class Names {
  #area;
  #listing;
  #look;
  #apply;
  #list;
  #about = make("div", { tabIndex: 0, attributes: { role: "group", "aria-label": "What it is" } });
  #box = make("div", { className: "live-names", hidden: true });
  #known; // what is listed: {begun, names}
  #chosen; // its number

  // `look(before, after)` asks Python; `apply` makes an edit.
  constructor(area, listing, look, apply) {
    [this.#area, this.#listing, this.#look, this.#apply] = [area, listing, look, apply];
    const id = `${area.getAttribute("aria-describedby")}-names`;
    this.#list = make("ul", { id, attributes: { role: "listbox", "aria-label": "Names" } });
    this.#list.onmousedown = (event) => this.#onPress(event);
    this.#box.append(this.#list, this.#about);
    area.after(this.#box);
    area.setAttribute("aria-controls", id);
    area.addEventListener("mousedown", () => this.close());
    for (const part of [area, this.#about]) {
      part.addEventListener("blur", ({ relatedTarget: next }) => {
        if (next !== area && !this.#box.contains(next)) this.close();
      });
    }
  }

  get #isListing() {
    return !this.#box.hidden && !this.#list.hidden;
  }

  close() {
    this.#box.hidden = true;
    this.#area.removeAttribute("aria-activedescendant");
  }

  // The text has changed: keep a list that fits it.
  follow() {
    if (this.#isListing) this.#complete(false);
    else this.close();
  }

  // List the names that could stand there. A single one is written.
  complete() {
    this.#complete(true);
  }

  // Tell what the name is, or the function whose arguments stand there.
  async explain() {
    this.#show((await this.#ask())?.about);
  }

  // Take a key that is meant for the list; return whether it was.
  take({ key, shiftKey, ctrlKey, metaKey }) {
    if (this.#box.hidden) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    const page = { PageDown: 1, PageUp: -1 }[key];
    const accepts = ["Enter", "Tab"].includes(key) && !(shiftKey || ctrlKey || metaKey);
    if (this.#isListing && step) this.#choose(this.#chosen + step);
    else if (this.#isListing && accepts) this.#accept(this.#chosen);
    else if (page) this.#about.scrollTop += page * this.#about.clientHeight;
    else {
      if (key.length > 1 && !["Backspace", "Shift"].includes(key)) this.close();
      return key === "Escape";
    }
    return true;
  }

  async #complete(writes) {
    const known = await this.#ask();
    this.#known = known;
    const { begun, names } = known ?? { names: [] };
    const isDone = names.length === 0 || (names.length === 1 && names[0] === begun);
    if (isDone) return this.#show(writes ? known?.about : "");
    if (writes && names.length === 1) return this.#accept(0);
    this.#list.replaceChildren(...names.map((name, i) => this.#option(name, i)));
    this.#open(true);
    this.#choose(0);
  }

  // Ask of the place of the caret, as if a name were complete. What has become of another place
  // meanwhile is no answer.
  async #ask(begun = "", name = "") {
    const { value, selectionEnd } = this.#area;
    const before = value.slice(0, selectionEnd - begun.length) + name;
    const known = await this.#look(before, value.slice(selectionEnd));
    const isHere = this.#area.value === value && this.#area.selectionEnd === selectionEnd;
    return isHere ? known : null;
  }

  #option(name, i) {
    return make("li", { id: `${this.#list.id}-${i}`, attributes: { role: "option" } }, name);
  }

  async #choose(i) {
    const options = [...this.#list.children];
    this.#chosen = (i + options.length) % options.length;
    const option = options[this.#chosen];
    options.forEach((one) => one.setAttribute("aria-selected", String(one === option)));
    this.#area.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
    const known = await this.#ask(this.#known.begun, option.textContent);
    if (option.ariaSelected === "true") this.#tell(known?.about);
  }

  #accept(i) {
    const { begun, names } = this.#known;
    const caret = this.#area.selectionEnd;
    this.close();
    this.#apply(put(caret - begun.length, caret, names[i]));
  }

  #show(about) {
    this.close();
    if (about) this.#open(false, about);
  }

  #open(isList, about) {
    this.#list.hidden = !isList;
    this.#box.hidden = false;
    this.#tell(about);
  }

  // Below the line of the caret, within the editor.
  #tell(about = "") {
    this.#about.textContent = about;
    const caret = letterAt(this.#listing, this.#area.selectionEnd);
    const { top, left, width } = this.#area.getBoundingClientRect();
    const x = Math.min(caret.left - left, width - this.#box.offsetWidth);
    Object.assign(this.#box.style, { top: `${caret.bottom - top}px`, left: `${Math.max(0, x)}px` });
  }

  // The editor keeps the focus.
  #onPress(event) {
    event.preventDefault();
    const i = [...this.#list.children].indexOf(event.target);
    if (i >= 0) this.#accept(i);
  }
}
