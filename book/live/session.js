// Python for the whole page: begun at the first click, interrupted by Stop, and begun anew if that
// does not help, or if it breaks down.

import { Python } from "./python.js";

const GRACE = 2_000; // milliseconds: NumPy's own loops do not hear of an interrupt
const SOON = 400; // of them, after which the next Python starts, in case

export class Session {
  #settings;
  #python = null;
  #next = null; // starts while another one is asked to stop
  #job = null; // what runs now: {name, source, listener, finish, leash, timers}
  hasLoaded = false; // Python's files, once: then the browser has them

  // A listener is told {kind: "loaded" | "ready" | "broken" | "stdout" | "html" | …, …}.
  constructor(settings) {
    this.#settings = settings;
  }

  // Whether Python waits for a cell.
  get isReady() {
    return this.#python?.isReady ?? false;
  }

  // Resolves to "passed" or "failed"; to "stopped", with all variables kept, or "ended", without
  // them; to "left", if it was stopped before it ran; or to "broken".
  run(name, source, listener) {
    this.#python ??= this.#begin();
    return new Promise((finish) => {
      const leash = URL.createObjectURL(new Blob());
      this.#job = { name, source, listener, finish, leash, timers: [] };
      if (this.isReady) this.#python.run(this.#job);
    });
  }

  // Resolves to what Python knows of a place in a text; to null as long as it cannot tell.
  async look(before, after) {
    return this.isReady && !this.#job ? await this.#python.look(before, after) : null;
  }

  stop() {
    const job = this.#job;
    if (!job || job.timers.length) return;
    if (!this.isReady) return this.#leave();
    URL.revokeObjectURL(job.leash);
    job.timers = [
      setTimeout(() => (this.#next = this.#begin()), SOON),
      setTimeout(() => this.#end("ended"), GRACE),
    ];
  }

  restart() {
    if (this.#python) this.#end("ended");
  }

  // What is not loaded is loaded no further; a Python that only starts may go on.
  #leave() {
    if (this.hasLoaded) this.#finish("left");
    else this.#end("left");
  }

  #begin() {
    return new Python(this.#settings, (message, python) => {
      if (python === this.#python) this.#hear(message);
      else if (message.type === "broken") this.#next = null;
    });
  }

  #hear(message) {
    const { kind = message.type, ...rest } = message;
    if (kind === "broken") return this.#break(message.reason);
    if (kind === "done") return this.#finish(this.#outcome(message.passed));
    if (kind === "ready") this.hasLoaded = true;
    this.#job?.listener({ kind, ...rest });
    if (kind === "ready" && this.#job) this.#python.run(this.#job);
  }

  #outcome(passed) {
    return this.#job?.timers.length ? "stopped" : passed ? "passed" : "failed";
  }

  #break(reason) {
    const text = this.isReady
      ? `Python broke down and begins anew, without your variables. Your text stays. (${reason})`
      : `Python could not be loaded. The same button begins again. (${reason})`;
    this.#job?.listener({ kind: "broken", text });
    this.#end("broken");
  }

  // End the thread, and have the next Python ready soon, if its files are here.
  #end(outcome) {
    this.#python.end();
    this.#python = this.isReady ? this.#next ?? this.#begin() : null;
    this.#next = null;
    this.#finish(outcome);
  }

  #finish(outcome) {
    this.#next?.end(); // it was not needed
    this.#next = null;
    const job = this.#job;
    this.#job = null;
    if (!job) return;
    job.timers.forEach(clearTimeout);
    URL.revokeObjectURL(job.leash);
    job.finish(outcome);
  }
}
