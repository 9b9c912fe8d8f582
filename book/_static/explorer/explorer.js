/* The explorer: its settings, and what happens when one of them changes. */
(() => {
  "use strict";

  const rnn = globalThis.rnnExplorer;
  const SILENCE = 800; // milliseconds without a change before a change is spoken

  /* The first setting is the example of the page. */
  const STARTS = {
    1: {
      x: [[0.5], [-1], [0.8]],
      h0: [0.3],
      Wx: [[0.7]],
      Wh: [[0.9]],
      B: [0.1],
      dh: [[0], [1], [2]],
    },
    2: {
      x: [[0.5], [-1], [0.8]],
      h0: [0.3, -0.2],
      Wx: [[0.7, -0.4]],
      Wh: [[0.9, 0.5], [-0.6, 0.3]],
      B: [0.1, 0],
      dh: [[0, 0], [1, 0], [2, -1]],
    },
  };

  function start(figure) {
    const model = { units: 1, stage: rnn.STAGES[0], settings: structuredClone(STARTS[1]) };
    const drawing = figure.querySelector("svg");
    const formulas = rnn.formulasTable();
    const gradients = rnn.gradientsTable();
    const polite = { role: "status", "aria-live": "polite" };
    const spoken = rnn.element("p", { class: "visually-hidden", ...polite });
    const groups = rnn.element("div", { class: "explorer-controls" });
    const reset = rnn.element("button", { type: "button" }, "Start again");
    const units = rnn.unitChoices(setUnits);
    const stepper = rnn.stepper(setStage);
    let waiting;

    function show() {
      model.result = rnn.run(model.settings);
      rnn.updateDrawing(drawing, model);
      rnn.updateFormulas(formulas, model);
      rnn.updateGradients(gradients, model);
    }
    function say(text, delay) {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        spoken.textContent = text();
      }, delay);
    }
    function moved(name, value) {
      show();
      say(() => `${name} is ${rnn.number(value, 2)}. ${rnn.sentence(model)}`, SILENCE);
    }
    function setStage(s) {
      model.stage = rnn.STAGES[s];
      stepper.select(s);
      show();
      say(() => rnn.sentence(model), 0);
    }
    function setSettings(settings) {
      model.settings = structuredClone(settings);
      model.units = settings.B.length;
      units.select(model.units);
      const open = [...groups.children].map((group) => group.open);
      groups.replaceChildren(...rnn.controls(model, moved));
      open.forEach((isOpen, g) => {
        groups.children[g].open = isOpen;
      });
      show();
    }
    function setUnits(n) {
      setSettings(STARTS[n]);
      say(() => `${n} ${n === 1 ? "unit" : "units"}. ${rnn.sentence(model)}`, 0);
    }

    reset.addEventListener("click", () => setUnits(model.units));
    const section = rnn.element("section", { class: "explorer", "aria-label": "Explorer" });
    figure.replaceWith(section);
    section.append(stepper, figure, formulas, units, reset, groups, gradients, spoken);
    stepper.select(0);
    setSettings(STARTS[1]);
    Object.assign(rnn, { set: setSettings, get: () => structuredClone(model), go: setStage });
  }

  document.querySelectorAll("figure.rnn-explorer").forEach(start);
})();
