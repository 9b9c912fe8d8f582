// The way in: the cells come to life, or a line below the exercises says why not.

(() => {
  "use strict";

  const settings = JSON.parse(document.getElementById("live-page").textContent);
  const folder = new URL(".", document.currentScript.src);
  const root = new URL("../../../", folder); // of the site

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const say = (...words) => {
    for (const { id } of settings.cells.filter((cell) => cell.check)) {
      const copies = words.map((word) => (word.cloneNode ? word.cloneNode(true) : word));
      document.getElementById(id).append(element("p", { className: "live-why-not" }, ...copies));
    }
  };

  // Browsers start no thread, and fetch no file, for a page that is a file.
  const sayHowToServe = () => {
    const windows = /^\/([A-Z]:.*)$/.exec(decodeURIComponent(root.pathname));
    const path = windows ? windows[1] : decodeURIComponent(root.pathname);
    const python = windows ? "py" : "python3";
    const command = `${python} -m http.server 8000 --bind 127.0.0.1 --directory "${path}"`;
    const address = `http://127.0.0.1:8000/${location.pathname.slice(root.pathname.length)}`;
    say(
      "You can answer in this page if it comes from a server. Run ",
      element("code", {}, command),
      " in a terminal and open ",
      element("a", { href: address }, address),
      ".",
    );
  };

  // Browsers of 2023 and later have both.
  const isModern = "WebAssembly" in window && "TransformStream" in window;

  if (location.protocol === "file:") return sayHowToServe();
  if (!isModern) return say("A current Firefox, Chrome, Edge or Safari lets you answer here.");
  settings.runtime = new URL(`../${settings.runtime}/`, folder).href;
  settings.licences = new URL(settings.licences, settings.runtime).href;
  settings.student = new URL(`student/${settings.notebook}.ipynb`, root).href;
  import(new URL("page.js", folder).href)
    .then((page) => page.begin(settings))
    .catch((error) => say(`You cannot answer in this page: ${error.message}`));
})();
