// One Python for the whole page: begun at the first click, interrupted by Stop, and begun anew if
// that does not help or if it breaks down.

const GRACE = 2_000; // milliseconds: NumPy's own loops do not hear of an interrupt

export class Session {
  #settings;
  #worker = null;
  #job = null; // what runs now: {name, source, listener, finish, leash, timer}
  #isReady = false;
  #hasLoaded = false;

  // A listener is told {kind: "loaded" | "ready" | "broken" | "stdout" | "html" | …, …}.
  constructor(settings) {
    this.#settings = settings;
  }

  // Whether Python waits for a cell.
  get isReady() {
    return this.#isReady;
  }

  // Whether Python's files came once: then the browser has them.
  get hasLoaded() {
    return this.#hasLoaded;
  }

  // Run a source. Resolves to "passed" or "failed"; to "stopped", with all variables kept, or
  // "ended", without them; to "left", if it was stopped before it ran; or to "broken".
  run(name, source, listener) {
    this.#worker ??= this.#begin();
    return new Promise((finish) => {
      const leash = URL.createObjectURL(new Blob());
      this.#job = { name, source, listener, finish, leash };
      if (this.#isReady) this.#send();
    });
  }

  stop() {
    const job = this.#job;
    if (!job || job.timer) return;
    if (!this.#isReady) return this.#leave();
    URL.revokeObjectURL(job.leash);
    job.timer = setTimeout(() => this.#end("ended"), GRACE);
  }

  // What is not loaded yet is loaded no further; a Python that only starts may go on with it.
  #leave() {
    if (this.#hasLoaded) this.#finish("left");
    else this.#end("left");
  }

  #begin() {
    const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => this.#hear(data);
    worker.onerror = (event) => {
      event.preventDefault(); // it is told in the page
      this.#break(event.message || "a file is missing");
    };
    const { runtime, setup } = this.#settings;
    worker.postMessage({ type: "start", runtime, setup });
    return worker;
  }

  #send() {
    const { name, source, leash } = this.#job;
    this.#worker.postMessage({ type: "run", name, source, leash });
  }

  #hear(message) {
    const { kind = message.type, ...rest } = message;
    if (kind === "broken") return this.#break(message.reason);
    if (kind === "done") return this.#finish(this.#outcome(message.passed));
    if (kind === "ready") this.#isReady = this.#hasLoaded = true;
    this.#job?.listener({ kind, ...rest });
    if (kind === "ready" && this.#job) this.#send();
  }

  #outcome(passed) {
    if (this.#job?.timer) return "stopped";
    return passed ? "passed" : "failed";
  }

  #break(reason) {
    const text = this.#isReady
      ? `Python broke down and begins anew, without your variables. Your text stays. (${reason})`
      : `Python could not be loaded. Check begins again. (${reason})`;
    this.#job?.listener({ kind: "broken", text });
    this.#end("broken");
  }

  // End the thread, and have the next Python ready soon, if its files are here.
  #end(outcome) {
    const wasReady = this.#isReady;
    this.#worker.onmessage = null;
    this.#worker.onerror = (event) => event.preventDefault(); // its last words
    this.#worker.terminate();
    this.#isReady = false;
    this.#worker = wasReady ? this.#begin() : null;
    this.#finish(outcome);
  }

  #finish(outcome) {
    const job = this.#job;
    this.#job = null;
    if (!job) return;
    clearTimeout(job.timer);
    URL.revokeObjectURL(job.leash);
    job.finish(outcome);
  }
}
