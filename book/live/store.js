// What the reader wrote, kept by the browser: for each notebook, exercise and version of its stub.

const PREFIX = "rnn-from-scratch";

export class Store {
  #key;
  #stub;

  constructor(notebook, { id, version, stub }) {
    this.#key = [PREFIX, notebook, id, version].join("/");
    this.#stub = stub;
  }

  get text() {
    try {
      return localStorage.getItem(this.#key) ?? this.#stub;
    } catch {
      return this.#stub; // storage is forbidden or full
    }
  }

  // Keep the text; return whether the browser does.
  keep(text) {
    try {
      if (text === this.#stub) localStorage.removeItem(this.#key);
      else localStorage.setItem(this.#key, text);
      return true;
    } catch {
      return false;
    }
  }
}
