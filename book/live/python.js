// One Python, in a thread of its own, which starts at once.

export class Python {
  isReady = false;
  #worker;

  // The listener is told what worker.js tells, or {type: "broken", reason}; and which Python this is.
  constructor({ runtime, setup, files }, listener) {
    const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => {
      this.isReady ||= data.type === "ready";
      listener(data, this);
    };
    worker.onerror = (event) => {
      event.preventDefault(); // it is told in the page
      listener({ type: "broken", reason: event.message || "a file is missing" }, this);
    };
    worker.postMessage({ type: "start", runtime, setup, files });
    this.#worker = worker;
  }

  run({ name, source, leash }) {
    this.#worker.postMessage({ type: "run", name, source, leash });
  }

  // Resolves to what is known of a place in a text.
  look(before, after) {
    const { port1, port2 } = new MessageChannel();
    this.#worker.postMessage({ type: "look", before, after }, [port2]);
    return new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
  }

  end() {
    this.#worker.onmessage = null;
    this.#worker.onerror = (event) => event.preventDefault(); // its last words
    this.#worker.terminate();
  }
}
