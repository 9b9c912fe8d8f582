// One Python for the whole page: begun at the first click, ended by Stop, begun anew after it.

export class Session {
  #settings;
  #worker = null;
  #number = 0;
  #job = null; // what runs now: {number, listener, finish}
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

  // Run a source; resolves to "passed", "failed", "stopped" or "broken".
  run(name, source, listener) {
    this.#worker ??= this.#begin();
    return new Promise((finish) => {
      const number = ++this.#number;
      this.#job = { number, listener, finish };
      this.#worker.postMessage({ type: "run", number, name, source });
    });
  }

  // End what runs. Only the end of its thread ends a loop; the variables go with it.
  stop() {
    const wasReady = this.#isReady;
    this.#end("stopped");
    if (wasReady) this.#worker = this.#begin(); // its files are here: have it ready again
  }

  #begin() {
    const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => this.#hear(data);
    worker.onerror = (event) => this.#break(event.message || "a file is missing");
    const { runtime, setup } = this.#settings;
    worker.postMessage({ type: "start", runtime, setup });
    return worker;
  }

  #hear(message) {
    if (message.type === "ready") this.#isReady = this.#hasLoaded = true;
    if (message.type === "broken") return this.#break(message.reason);
    if (message.type === "done") return this.#finish(message.passed ? "passed" : "failed");
    const { kind = message.type, ...rest } = message;
    this.#job?.listener({ kind, ...rest });
  }

  #break(reason) {
    const text = this.#isReady
      ? `Python broke down and begins anew, without your variables. Your text stays. (${reason})`
      : `Python could not be loaded. Check begins again. (${reason})`;
    this.#job?.listener({ kind: "broken", text });
    this.#end("broken");
  }

  #end(outcome) {
    this.#worker?.terminate();
    this.#worker = null;
    this.#isReady = false;
    this.#finish(outcome);
  }

  #finish(outcome) {
    const job = this.#job;
    this.#job = null;
    job?.finish(outcome);
  }
}
