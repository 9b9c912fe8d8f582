// The cells of a page: one Python for all of them, in the order of the page.

import { Exercise } from "./exercise.js";
import { Foot } from "./foot.js";
import { History } from "./history.js";
import { Lesson } from "./lesson.js";
import { Press } from "./press.js";
import { Session } from "./session.js";

export const begin = (settings) => new Page(settings);

class Page {
  session;
  history = new History();
  #cells;
  #active = null;
  #refused = new Set(); // cells that were told to wait for the active one

  constructor(settings) {
    const actions = {
      run: (cell) => this.#act(cell, [...this.#above(cell), answerOf(cell)]),
      check: (cell) => this.#act(cell, [...this.#above(cell), answerOf(cell), checkOf(cell)]),
      stop: (cell) => {
        cell.hush("Stopping …");
        this.session.stop();
      },
      changed: () => this.#mark(),
      look: (before, after) => this.session.look(before, after),
    };
    this.session = new Session(settings);
    this.#cells = settings.cells.map((data) =>
      new (data.check ? Exercise : Lesson)(data, settings, actions)
    );
    const exercises = this.#cells.filter((cell) => cell.isExercise);
    if (!settings.showsChecks) exercises.forEach(hideCheck);
    new Foot(settings, this.#cells, () => this.#restart());
  }

  async #act(cell, jobs) {
    if (this.#active) return this.#refuse(cell);
    this.#active = cell;
    await new Press(cell, this).run(jobs);
    this.#active = null;
    this.#refused.forEach((other) => other.say(""));
    this.#refused.clear();
    this.#mark();
  }

  // The cell that a traceback names.
  named(name) {
    return this.#cells.find(({ data }) => data.name === name);
  }

  onReady() {
    this.#cells.forEach((one) => one.withdrawOffer?.());
  }

  #refuse(cell) {
    cell.say(`${this.#active.data.name}: still running. Stop it first.`);
    this.#refused.add(cell);
  }

  #restart() {
    if (this.#active) return "A cell is still running. Stop it first.";
    this.session.restart();
    this.history.clear();
    this.#mark();
    return "Python begins anew, without your variables. Your text stays.";
  }

  // An exercise needs the exercises above; what a cell of the lesson needs, the page knows.
  #needed(cell) {
    const above = this.#cells.slice(0, this.#cells.indexOf(cell));
    return above.filter(({ isExercise, data }) =>
      isExercise || data.isSetup || cell.data.needs?.includes(data.number)
    );
  }

  // What runs first, in order: what a cell needs, unless it has run as it is now.
  #above(cell) {
    const isOpen = (other) => !this.history.hasRun(other) || this.#isStale(other);
    const open = this.#needed(cell).filter(isOpen);
    const seconds = open.reduce((sum, { data }) => sum + (data.seconds ?? 0), 0);
    const long = seconds ? `, about ${seconds} s` : "";
    return open.map((other, i) => ({
      ...answerOf(other),
      isQuiet: other.isExercise,
      words: `Running what it needs above${long}: ${i + 1} of ${open.length} …`,
    }));
  }

  #isStale(cell) {
    return !cell.isExercise && this.history.isStale(cell, this.#needed(cell));
  }

  #mark() {
    this.#cells.forEach((cell) => cell.mark?.(this.#isStale(cell)));
  }
}

// In a notebook the check is behind the button.
const hideCheck = ({ data }) => document.getElementById(data.checkId).classList.add("live-unseen");

const answerOf = (cell) => {
  const { data: { name }, text, source } = cell;
  return { cell, name, text, source, words: "Running …" };
};
const checkOf = (cell) => {
  const source = cell.data.check;
  return { cell, name: "the check", source, isCheck: true, words: "Checking …" };
};
