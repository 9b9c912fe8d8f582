/* What the reader moves: a slider and a number for every setting, and the steps. */
(() => {
  "use strict";

  const { element, entry, STAGES } = globalThis.rnnExplorer;
  const LIMIT = 3;
  const RANGE = `from \u2212${LIMIT} to ${LIMIT}`;

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

  /* Vectors have one index, matrices two. */
  function write(array, i, j, value) {
    if (Array.isArray(array[i])) array[i][j] = value;
    else array[i] = value;
  }

  /* A slider and a field for one number: what one of them says, the other shows. */
  function control(name, start, onMove) {
    const id = `explorer-${name.replace(/\W+/g, "-")}`, limits = { min: -LIMIT, max: LIMIT };
    const label = element("label", { for: id }, name);
    const slider = element("input", { type: "range", ...limits, step: 0.1 });
    const field = element("input", { id, type: "number", ...limits, step: "any" });
    const note = element("small", { role: "alert" });
    let last = start;
    function move(value, ...others) {
      last = value;
      others.forEach((other) => {
        other.value = value;
      });
      onMove(name, value);
    }
    slider.setAttribute("aria-label", `${name}, slider`);
    slider.value = field.value = start;
    slider.addEventListener("input", () => move(slider.valueAsNumber, field));
    field.addEventListener("input", () => {
      // What is not yet a number within the limits may become one; it is put right on leaving.
      if (field.value !== "" && field.checkValidity()) move(field.valueAsNumber, slider);
    });
    field.addEventListener("change", () => {
      const typed = field.value === "" ? last : field.valueAsNumber;
      const kept = Math.min(LIMIT, Math.max(-LIMIT, typed));
      note.textContent = kept === typed ? "" : `${name} goes ${RANGE}.`;
      move(kept, slider, field);
    });
    return element("div", { class: "explorer-control" }, label, slider, field, note);
  }

  function controlsOf(key, nameOf, { settings, units }, onMove) {
    const array = settings[key];
    return array.flatMap((line, i) =>
      [].concat(line).map((value, j) =>
        control(nameOf(i, j, units), value, (name, moved) => {
          write(array, i, j, moved);
          onMove(name, moved);
        })
      )
    );
  }

  function controls(model, onMove) {
    return GROUPS.map(([title, arrays], g) => {
      const all = Object.entries(arrays).flatMap(([key, nameOf]) =>
        controlsOf(key, nameOf, model, onMove)
      );
      const head = element("summary", {}, title);
      const group = element("details", {}, head, element("div", {}, ...all));
      group.open = g < 2;
      return group;
    });
  }

  function choice(name, value, sign, spoken) {
    const radio = element("input", { type: "radio", name, value });
    const seen = element("span", spoken ? { "aria-hidden": "true" } : {}, sign);
    const heard = spoken ? [element("span", { class: "visually-hidden" }, spoken)] : [];
    return element("label", {}, radio, seen, ...heard);
  }
  function choices(legend, labels, onChoice) {
    const head = element("legend", {}, legend);
    const made = element("fieldset", { class: "explorer-choices" }, head, ...labels);
    made.addEventListener("change", (event) => onChoice(Number(event.target.value)));
    made.select = (value) => {
      made.querySelector(`[value="${value}"]`).checked = true;
    };
    return made;
  }
  function unitChoices(onChoice) {
    const labels = [choice("explorer-units", 1, "one"), choice("explorer-units", 2, "two")];
    return choices("Units", labels, onChoice);
  }

  /* One radio button for each stage: arrow keys walk through them. Two buttons do the same. */
  function stepper(onChoice) {
    const labels = STAGES.map((stage, s) => choice("explorer-stage", s, stage.sign, stage.name));
    const stages = choices("Step through time", labels, onChoice);
    const now = () => Number(stages.querySelector(":checked").value);
    const walk = (by) => onChoice(Math.min(STAGES.length - 1, Math.max(0, now() + by)));
    const [back, next] = [["Back", -1], ["Next", 1]].map(([text, by]) => {
      const button = element("button", { type: "button" }, text);
      button.addEventListener("click", () => walk(by));
      button.addEventListener("keydown", ({ key }) => {
        if (key === "ArrowLeft") walk(-1);
        if (key === "ArrowRight") walk(1);
      });
      return button;
    });
    const name = element("output", { "aria-live": "off" });
    const made = element("div", { class: "explorer-stepper" }, stages, back, name, next);
    made.select = (s) => {
      stages.select(s);
      name.textContent = STAGES[s].name;
      back.setAttribute("aria-disabled", String(s === 0));
      next.setAttribute("aria-disabled", String(s === STAGES.length - 1));
    };
    return made;
  }

  Object.assign(globalThis.rnnExplorer, { controls, unitChoices, stepper });
})();
