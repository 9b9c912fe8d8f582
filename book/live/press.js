// One press of a button: cells that run in order, and what is said of it.

import { make, megabytes } from "./dom.js";
import { led } from "./traceback.js";

const STOPPED = {
  stopped: "Stopped. Your variables are as they were at that moment.",
  ended: "Stopped. Python begins anew, without your variables. Your text stays.",
  left: "Stopped before it ran.",
};

export class Press {
  #cell;
  #page;
  #words;
  #verdict = "";
  #isShown = false; // whether what is said stands in the output as well
  #missing = ""; // the name that was not there

  // `page` is {session, history, onReady, named}.
  constructor(cell, page) {
    this.#cell = cell;
    this.#page = page;
  }

  // A job is {cell, name, text, source, words, isCheck, isQuiet}.
  async run(jobs) {
    const { session } = this.#page;
    const loading = `Loading Python, ${megabytes(this.#cell.size)} MB …`;
    this.#cell.begin(session.hasLoaded ? "Starting Python …" : loading);
    let outcome, job;
    for (job of jobs) {
      this.#words = job.words;
      if (session.isReady) this.#goOn();
      outcome = await this.#runOne(job);
      if (outcome !== "passed" && !(job.isQuiet && outcome === "failed")) break;
    }
    this.#cell.end();
    this.#conclude(outcome, job);
  }

  async #runOne(job) {
    const { cell, name, source, isCheck, isQuiet } = job;
    const { session, history } = this.#page;
    const isAbove = cell !== this.#cell && !isQuiet;
    if (isAbove) cell.begin("");
    const outcome = await session.run(name, source, (message) => this.#hear(message, job));
    if (isAbove) cell.end();
    if (["ended", "broken"].includes(outcome)) history.clear();
    else if (!isCheck) history.note(cell, hasRun(cell, outcome) ? job.text : null);
    return outcome;
  }

  #goOn() {
    this.#cell.say(this.#words);
    this.#cell.watch();
  }

  // Show what Python tells while it runs. Of exercises above, only what ends everything.
  #hear({ kind, text, plain, loaded }, { cell, isQuiet }) {
    if (kind === "loaded" || kind === "ready") return this.#hearOfLoading(kind, loaded);
    if (kind === "broken") this.#verdict = text;
    else if (!isQuiet) {
      const isError = kind === "error";
      const nodes = isError ? led(text, (name) => this.#page.named(name)) : [text];
      cell.output.add({ kind, text, nodes });
      if (isError) this.#missing = plain;
      if (kind === "note") this.#verdict = text; // it stands below all that was printed
      if (kind !== "html" || cell !== this.#cell) return;
      this.#verdict = plain.split("\n")[0].replace(/^\W+/, ""); // without the sign of a report
      this.#isShown = true;
    }
  }

  #hearOfLoading(kind, loaded) {
    if (kind === "loaded" && !this.#page.session.isReady) return this.#cell.showLoaded(loaded);
    if (kind === "ready") this.#page.onReady();
    this.#goOn();
    if (kind === "loaded") this.#cell.say("Loading packages …");
  }

  #conclude(outcome, { cell, isCheck }) {
    if (outcome in STOPPED) this.#cell.say(STOPPED[outcome]);
    else if (outcome !== "failed") this.#sayItRan();
    else if (cell !== this.#cell) {
      const link = make("a", { href: `#${cell.data.id}` }, cell.data.name);
      this.#cell.say(["An error ended ", link, ", so this one did not run."]);
    } else this.#cell.say(this.#wordsOnError(isCheck));
  }

  #wordsOnError(isCheck) {
    if (!this.#missing) return "An error ended it: the last line says which.";
    return isCheck
      ? `Your text defines no ${this.#missing}: the check looks for that name.`
      : `There is no ${this.#missing} yet: if a cell above makes it, run that one first.`;
  }

  #sayItRan() {
    const { isExercise, output } = this.#cell;
    if (this.#verdict) return this.#cell.say(this.#verdict, !this.#isShown);
    if (!output.isEmpty) return this.#cell.say("It ran to its end.", isExercise);
    this.#cell.say(isExercise ? "It ran. Check tells whether it is right." : "It ran.");
  }
}

// An exercise may fail; what the lesson needs may not.
const hasRun = ({ isExercise }, outcome) =>
  outcome === "passed" || (isExercise && outcome === "failed");
