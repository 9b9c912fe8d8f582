// What the reader wrote, kept by the browser for each cell and version of it.

const PREFIX = "rnn-from-scratch";

export class Store {
  #key;
  #first;

  constructor(notebook, { id, version, text }) {
    this.#key = [PREFIX, notebook, id, version].join("/");
    this.#first = text;
  }

  get text() {
    try {
      return localStorage.getItem(this.#key) ?? this.#first;
    } catch {
      return this.#first; // storage is forbidden or full
    }
  }

  // Keep the text; return whether the browser does.
  keep(text) {
    try {
      if (text === this.#first) localStorage.removeItem(this.#key);
      else localStorage.setItem(this.#key, text);
      return true;
    } catch {
      return false;
    }
  }
}
