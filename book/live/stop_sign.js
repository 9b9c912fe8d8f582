// Stop without shared memory, for which a site needs special headers. For each run the page holds
// a blob: URL, and takes it back to stop the run. Python looks at this sign after every few
// instructions, and the sign asks now and then whether the URL is still there.

const PAUSE = 100; // milliseconds between two questions
const INTERRUPT = 2; // what a terminal sends for Ctrl+C

function exists(address) {
  const request = new XMLHttpRequest();
  try {
    request.open("GET", address, false);
    request.send();
    return true;
  } catch {
    return false;
  }
}

// Pyodide reads the first byte of a buffer; here that is a function.
export class StopSign {
  #address = null; // what to ask for; null if nothing may be stopped
  #isHeeded = false; // whether code of a cell runs, which may be interrupted anywhere
  #due = 0;

  // An address that cannot be asked for would stop every run.
  watch(address) {
    this.#address = exists(address) ? address : null;
  }

  heed(isHeeded) {
    this.#isHeeded = isHeeded;
  }

  get 0() {
    if (!this.#isHeeded || !this.#address || performance.now() < this.#due) return 0;
    const goesOn = exists(this.#address);
    this.#due = performance.now() + PAUSE;
    if (!goesOn) this.#address = null; // told once
    return goesOn ? 0 : INTERRUPT;
  }

  set 0(_) {}
}
