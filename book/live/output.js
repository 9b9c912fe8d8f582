// What a cell shows, in the boxes in which the book shows it.

import { make } from "./dom.js";

export class Output {
  element = make("div", { className: "cell_output docutils container live-output" });
  #waiting = [];

  get isEmpty() {
    return !this.element.hasChildNodes() && this.#waiting.length === 0;
  }

  clear() {
    this.#waiting = [];
    this.element.replaceChildren();
  }

  // Add a piece; many pieces are put into the page together, before it is drawn.
  add(piece) {
    if (this.#waiting.push(piece) === 1) requestAnimationFrame(() => this.flush());
  }

  flush() {
    for (const piece of this.#waiting.splice(0)) {
      if (piece.kind === "html") this.#append("text_html", { innerHTML: piece.text });
      else if (piece.kind === "image") this.#image(piece.text);
      else this.#print(piece.kind, piece.text);
    }
  }

  #append(kind, properties, ...children) {
    const box = make("div", { className: `output ${kind}`, ...properties }, ...children);
    this.element.append(box);
  }

  // Drawn with 144 dots per inch, and shown at 100, as the figures of the book.
  #image(data) {
    const srcset = `data:image/png;base64,${data} 1.44x`;
    const image = { srcset, alt: "The figure that your code draws" };
    this.#append("image_png", {}, make("img", image));
  }

  // Printed lines of one kind go on in one box.
  #print(kind, text) {
    const last = this.element.lastElementChild;
    const className = `output stream live-${kind}`;
    const isNew = last?.className !== className;
    if (isNew) this.#append(`stream live-${kind}`, {}, make("pre"));
    this.element.lastElementChild.firstElementChild.append(text);
  }
}
