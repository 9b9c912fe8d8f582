// Python, in a thread of its own: it may run for ever, and the page stays awake. It is told
// {type: "start", runtime, setup, files} once, then {type: "run", name, source, leash}: as long as
// there is something at the address `leash`, the run goes on; or {type: "look", before, after}, and
// answers through the port that comes with it.

import { StopSign } from "./stop_sign.js";

const here = (name) => new URL(name, import.meta.url).href;
const post = (type, rest = {}) => self.postMessage({ type, ...rest });

// No cell waits for a promise within Python. If one could, Firefox would log an error at each end.
delete WebAssembly.promising;
delete WebAssembly.Suspending;

const sign = new StopSign();
let python; // promise of {run, look}, functions in Python

self.onmessage = async ({ data, ports: [port] }) => {
  try {
    if (data.type === "start") {
      python = start(data);
      await python;
      post("ready");
    } else if (data.type === "look") {
      port.postMessage(JSON.parse(await (await python).look(data.before, data.after)));
    } else {
      const { run } = await python;
      sign.watch(data.leash);
      post("done", { passed: await run(data.name, data.source) });
    }
  } catch (error) {
    breakDown(error);
  }
};

const breakDown = (error) => post("broken", { reason: String(error.message ?? error) });

async function start({ runtime, setup, files }) {
  countBytes();
  const modules = ["course_cells.py", "course_figures.py", "course_names.py"];
  const own = modules.map((name) => [name, name]);
  const [{ loadPyodide }, ...contents] = await Promise.all([
    import(`${runtime}pyodide.mjs`),
    ...[...own, ...Object.entries(files)].map(bring),
  ]);
  const pyodide = await loadPyodide({
    indexURL: runtime,
    lockFileURL: here("pyodide-lock.json"),
    packages: ["rnn-from-scratch"],
    env: { MPLBACKEND: "module://course_figures" },
  });
  pyodide._api.on_fatal = breakDown; // where Pyodide's own console listens, too
  pyodide.setInterruptBuffer(sign);
  for (const [place, bytes] of contents) {
    pyodide.FS.mkdirTree(place.replace(/[^/]*$/, "") || ".");
    pyodide.FS.writeFile(place, bytes);
  }
  pyodide.registerJsModule("page", {
    send: (kind, text, plain = "") => post("output", { kind, text, plain }),
    heed: (isHeeded) => sign.heed(isHeeded),
    load: (source) => pyodide.loadPackagesFromImports(source, { messageCallback: () => {} }),
  });
  const cells = pyodide.pyimport("course_cells");
  await cells.prepare(setup);
  return { run: cells.run, look: pyodide.pyimport("course_names").look };
}

// A file of the course, and where cells look for it.
async function bring([place, name]) {
  return [place, new Uint8Array(await (await fetch(here(name))).arrayBuffer())];
}

// The page shows how much has come.
function countBytes() {
  const fetchFile = self.fetch;
  let loaded = 0;
  self.fetch = async (...request) => {
    const response = await fetchFile(...request).catch((error) => ({ statusText: error.message }));
    if (!response.ok) {
      const error = new Error(`${request[0]}: ${response.statusText}`);
      breakDown(error); // Pyodide would wait for ever for a part of itself
      throw error;
    }
    const counter = new TransformStream({
      transform(chunk, passOn) {
        loaded += chunk.byteLength;
        post("loaded", { loaded });
        passOn.enqueue(chunk);
      },
    });
    return new Response(response.body.pipeThrough(counter), response);
  };
}
