// What a cell shows, in the boxes in which the book shows it.

import { make } from "./dom.js";

export class Output {
  element = make("div", { className: "cell_output docutils container live-output" });
  #alt = "The figure that your code draws";
  #stored = null; // the output in whose place this one comes
  #isOld = false; // whether what stands here is of the run before
  #waiting = [];

  replace(stored, cell) {
    this.#stored = stored;
    this.#alt = stored?.querySelector("img")?.alt ?? this.#alt;
    if (stored) stored.before(this.element);
    else cell.append(this.element);
  }

  restore() {
    this.clear();
    if (this.#stored) this.#stored.hidden = false;
  }

  get isEmpty() {
    return !this.element.hasChildNodes() && this.#waiting.length === 0;
  }

  // What stands here stays until something new comes: the page does not jump.
  begin() {
    this.#waiting = [];
    this.#isOld = true;
  }

  end() {
    this.flush();
    if (this.#isOld) this.clear();
  }

  clear() {
    this.#isOld = false;
    this.element.replaceChildren();
    if (this.#stored) this.#stored.hidden = true;
  }

  // Many pieces are put into the page together.
  add(piece) {
    if (this.#waiting.push(piece) === 1) requestAnimationFrame(() => this.flush());
  }

  flush() {
    if (this.#isOld && this.#waiting.length) this.clear();
    for (const piece of this.#waiting.splice(0)) {
      if (piece.kind === "clear") this.element.replaceChildren();
      else if (piece.kind === "html") this.#append("text_html", { innerHTML: piece.text });
      else if (piece.kind === "image") this.#image(piece.text);
      else this.#print(piece);
    }
  }

  #append(kind, properties, ...children) {
    const box = make("div", { className: `output ${kind}`, ...properties }, ...children);
    this.element.append(box);
  }

  // Drawn with 144 dots per inch, and shown at 100.
  #image(data) {
    const srcset = `data:image/png;base64,${data} 1.44x`;
    this.#append("image_png", {}, make("img", { srcset, alt: this.#alt }));
  }

  // Lines of one kind go on in one box. \r begins the line again, as a progress bar does.
  #print({ kind, text, nodes = [text] }) {
    const last = this.element.lastElementChild;
    const className = `stream highlight-myst-ansi live-${kind}`;
    const isNew = last?.className !== `output ${className}`;
    if (isNew) this.#append(className, {}, make("div", { className: "highlight" }, make("pre")));
    const box = this.element.lastElementChild.querySelector("pre");
    if (!text.includes("\r")) box.append(...nodes);
    else box.textContent = (box.textContent + text).replace(/[^\n]*\r(?!\n)/g, "");
  }
}
