// What this Python has run: which cell, as which text, in which turn.

export class History {
  #runs = new Map(); // cell → {text, turn}
  #turn = 0;

  // No text: it did not come to its end.
  note(cell, text) {
    this.#runs.set(cell, { text, turn: ++this.#turn });
  }

  clear() {
    this.#runs.clear();
  }

  // Every Python begins with the setup as the page has it.
  #of(cell) {
    return this.#runs.get(cell) ?? (cell.data.isSetup ? { text: cell.data.text, turn: 0 } : null);
  }

  hasRun(cell) {
    return this.#of(cell)?.text === cell.text;
  }

  // Whether a cell has run, but one of the lesson that it needs was changed, or ran, after it did.
  isStale(cell, needed) {
    const own = this.#of(cell);
    return own !== null && needed.some((other) => {
      const its = other.isExercise ? null : this.#of(other);
      return its !== null && (its.text !== other.text || its.turn > own.turn);
    });
  }
}
