// The exercises of a page: one Python for all of them, in the order of the page.

import { Cell } from "./cell.js";
import { make, megabytes } from "./dom.js";
import { handIn } from "./handin.js";
import { Session } from "./session.js";

export function begin(settings) {
  const page = new Page(settings);
  page.offerNotebook(settings);
}

class Page {
  #session;
  #cells;
  #active = null;
  #refused = new Set(); // cells that were told to wait for the active one
  #known = new Map(); // exercise → the text of it that Python ran

  constructor(settings) {
    const actions = {
      run: (cell) => this.#act(cell, "Running …", []),
      check: (cell) => this.#act(cell, "Checking …", [checkOf(cell)]),
      stop: (cell) => this.#stop(cell),
    };
    this.#session = new Session(settings);
    this.#cells = settings.exercises.map((exercise) => new Cell(exercise, settings, actions));
    if (!settings.showsChecks) settings.exercises.forEach(hideCheck);
  }

  // Run what stands above and was not run as it is now, then the cell, then its check.
  async #act(cell, words, checks) {
    if (this.#active) return this.#refuse(cell);
    this.#active = cell;
    cell.begin(this.#session.isReady ? words : this.#wordsOfStart(cell));
    if (this.#session.isReady) cell.watch();
    const report = { cell, words, verdict: "", session: this.#session };
    const outcome = await this.#runAll([...this.#above(cell), answerOf(cell), ...checks], report);
    this.#active = null;
    this.#refused.forEach((other) => other.say(""));
    this.#refused.clear();
    cell.end();
    conclude(outcome, report);
  }

  #refuse(cell) {
    cell.say(`${this.#active.exercise.title}: still running. Stop it first.`);
    this.#refused.add(cell);
  }

  #stop(cell) {
    cell.hush("Stopping …");
    this.#session.stop();
  }

  #wordsOfStart({ size }) {
    return this.#session.hasLoaded
      ? "Starting Python …"
      : `Loading Python, ${megabytes(size)} MB …`;
  }

  #above(cell) {
    const earlier = this.#cells.slice(0, this.#cells.indexOf(cell));
    const changed = earlier.filter((other) => this.#known.get(other) !== other.text);
    return changed.map((other) => ({ ...answerOf(other), isQuiet: true }));
  }

  async #runAll(jobs, report) {
    let outcome = "passed";
    for (const { name, source, owner, isQuiet } of jobs) {
      const listener = (message) => {
        if (message.kind === "ready") this.#cells.forEach((one) => one.withdrawOffer());
        hear(message, report, isQuiet);
      };
      outcome = await this.#session.run(name, source, listener);
      if (owner) this.#known.set(owner, RAN.includes(outcome) ? source : null);
      if (["ended", "broken"].includes(outcome)) this.#known.clear();
      if (outcome !== "passed" && !(isQuiet && outcome === "failed")) break;
    }
    return outcome;
  }

  // Below the last exercise: all answers as the notebook that is handed in, if it is one.
  offerNotebook(settings) {
    const status = make("p", { attributes: { role: "status" } });
    const button = make("button", { type: "button" }, "Download the notebook with your answers");
    button.onclick = async () => (status.textContent = await this.#download(settings));
    const licences = make("a", { href: settings.licences }, "Licences of what it loads");
    const words = "This browser keeps your text, and Python runs in it, on your machine. ";
    const box = [make("p", {}, words, licences, ".")];
    if (settings.isHandedIn) box.push(button, status);
    const lastCheck = document.getElementById(settings.exercises.at(-1).checkId);
    lastCheck.after(make("div", { className: "live live-handin" }, ...box));
  }

  async #download(settings) {
    const answers = new Map(this.#cells.map((cell) => [cell.exercise.id, cell.text]));
    const written = this.#cells.filter((cell) => cell.isAnswered).length;
    try {
      await handIn(settings, answers);
    } catch (error) {
      return `The notebook could not be made: ${error.message}`;
    }
    return `${settings.notebook}.ipynb: ${written} of ${this.#cells.length} exercises answered.`;
  }
}

// In a notebook the check is behind the button; elsewhere its call is what the page explains.
const hideCheck = ({ checkId }) => document.getElementById(checkId).classList.add("live-unseen");

const RAN = ["passed", "failed"]; // to its end, or to an error
const STOPPED = {
  stopped: "Stopped. Your variables are as they were at that moment.",
  ended: "Stopped. Python begins anew, without your variables. Your text stays.",
  left: "Stopped before it ran.",
};
const answerOf = (cell) => ({ name: cell.exercise.title, source: cell.text, owner: cell });
const checkOf = (cell) => ({ name: "the check", source: cell.exercise.check });

// Show what Python tells while it runs. Of the exercises above, only what ends everything.
function hear({ kind, text, plain, loaded }, report, isQuiet) {
  if (kind === "loaded" || kind === "ready") return hearOfLoading(kind, loaded, report);
  if (kind === "broken") report.verdict = text;
  else if (!isQuiet) {
    report.cell.output.add({ kind, text });
    if (kind === "note") report.verdict = text; // below all that was printed: say it above as well
    if (kind !== "html") return;
    report.verdict = plain.split("\n")[0].replace(/^\W+/, ""); // without the sign of a report
    report.isShown = true;
  }
}

function hearOfLoading(kind, loaded, { cell, words, session }) {
  if (kind === "loaded" && !session.isReady) return cell.showLoaded(loaded);
  cell.say(kind === "ready" ? words : "Loading packages …");
  cell.watch();
}

function conclude(outcome, { cell, verdict, isShown }) {
  const ran = cell.output.isEmpty
    ? "It ran. Check tells whether it is right."
    : "It ran to its end.";
  if (outcome in STOPPED) cell.say(STOPPED[outcome]);
  else if (outcome === "failed") cell.say("An error ended it: the last line says which.");
  else cell.say(verdict || ran, !isShown);
}
