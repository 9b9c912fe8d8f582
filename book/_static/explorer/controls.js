/* What the reader moves: a slider and a number for every setting, and the steps. */
"use strict";

Object.assign(window.rnnExplorer, (() => {
  const { element, entry, STAGES } = window.rnnExplorer;
  const LIMIT = 3;

  /* Each group lists arrays of the settings, with the name of each of their entries. */
  const GROUPS = [
    ["Inputs and first state", {
      x: (t) => `x_${t + 1}`,
      h0: (j, _, units) => entry("h0", [j], units),
    }],
    ["Weights and bias", {
      Wx: (i, j, units) => entry("Wx", [i, j], units),
      Wh: (i, j, units) => entry("Wh", [i, j], units),
      B: (j, _, units) => entry("B", [j], units),
    }],
    ["Gradient from the loss, directly", {
      dh: (t, j, units) => entry(`direct_${t + 1}`, [j], units),
    }],
  ];

  /* Read or write one entry; vectors have one index, matrices two. */
  const read = (array, i, j) => (Array.isArray(array[i]) ? array[i][j] : array[i]);
  function write(array, i, j, value) {
    if (Array.isArray(array[i])) array[i][j] = value;
    else array[i] = value;
  }

  function control(name, start, onMove) {
    const limits = { min: -LIMIT, max: LIMIT };
    const slider = element("input", { type: "range", ...limits, step: 0.1, "aria-label": `${name}, slider` });
    const id = `explorer-${name.replace(/\W+/g, "-")}`;
    const field = element("input", { id, type: "number", ...limits, step: "any" });
    slider.value = field.value = start;
    slider.addEventListener("input", () => {
      field.value = slider.value;
      onMove(name, slider.valueAsNumber);
    });
    field.addEventListener("input", () => {
      if (field.value === "" || !field.checkValidity()) return; // wait for a whole number
      slider.value = field.value;
      onMove(name, field.valueAsNumber);
    });
    field.addEventListener("change", () => {
      const typed = field.value === "" ? slider.valueAsNumber : field.valueAsNumber;
      slider.value = field.value = Math.min(LIMIT, Math.max(-LIMIT, typed));
      onMove(name, Number(field.value));
    });
    return element("div", { class: "explorer-control" }, element("label", { for: id }, name), slider, field);
  }

  function controlsOf(key, nameOf, { settings, units }, onMove) {
    const array = settings[key];
    return array.flatMap((line, i) => [].concat(line).map((value, j) =>
      control(nameOf(i, j, units), value, (name, moved) => {
        write(array, i, j, moved);
        onMove(name, moved);
      })));
  }

  function controls(model, onMove) {
    return GROUPS.map(([title, arrays], g) => {
      const all = Object.entries(arrays).flatMap(([key, nameOf]) => controlsOf(key, nameOf, model, onMove));
      const group = element("details", {}, element("summary", {}, title), element("div", {}, ...all));
      group.open = g === 0;
      return group;
    });
  }

  function choice(name, value, sign, spoken) {
    const radio = element("input", { type: "radio", name, value });
    const seen = element("span", spoken ? { "aria-hidden": "true" } : {}, sign);
    const heard = spoken ? [element("span", { class: "visually-hidden" }, spoken)] : [];
    return element("label", {}, radio, seen, ...heard);
  }
  function choices(legend, name, labels, onChoice) {
    const made = element("fieldset", { class: "explorer-choices" }, element("legend", {}, legend), ...labels);
    made.addEventListener("change", (event) => onChoice(Number(event.target.value)));
    made.select = (value) => { made.querySelector(`[value="${value}"]`).checked = true; };
    return made;
  }
  function unitChoices(onChoice) {
    const labels = [choice("explorer-units", 1, "one"), choice("explorer-units", 2, "two")];
    return choices("Units", "explorer-units", labels, onChoice);
  }

  /* One radio button for each stage: arrow keys walk through them. Two buttons do the same. */
  function stepper(onChoice) {
    const labels = STAGES.map((stage, s) => choice("explorer-stage", s, stage.sign, stage.name));
    const stages = choices("Step through time", "explorer-stage", labels, onChoice);
    const now = () => Number(stages.querySelector(":checked").value);
    const walk = (by) => onChoice(Math.min(STAGES.length - 1, Math.max(0, now() + by)));
    const buttons = [["Back", -1], ["Next", 1]].map(([text, by]) => {
      const button = element("button", { type: "button" }, text);
      button.addEventListener("click", () => walk(by));
      button.addEventListener("keydown", ({ key }) => {
        if (key === "ArrowLeft") walk(-1);
        if (key === "ArrowRight") walk(1);
      });
      return button;
    });
    const name = element("output", { "aria-live": "off" });
    const made = element("div", { class: "explorer-stepper" }, stages, buttons[0], name, buttons[1]);
    made.select = (s) => {
      stages.select(s);
      name.textContent = STAGES[s].name;
      buttons[0].setAttribute("aria-disabled", String(s === 0));
      buttons[1].setAttribute("aria-disabled", String(s === STAGES.length - 1));
    };
    return made;
  }

  return { controls, unitChoices, stepper };
})());
