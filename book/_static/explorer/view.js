/* What the explorer shows: the numbers in the drawing, the formulas of a step, the gradients. */
"use strict";

Object.assign(window.rnnExplorer, (() => {
  const { number, vector, typeset, entry, ROWS, SHARES } = window.rnnExplorer;

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...children);
    return made;
  }
  function fromHTML(tag, attributes, html) {
    const made = element(tag, attributes);
    made.innerHTML = html; // only ever the formulas of words.js
    return made;
  }

  /* In the drawing, <text data-show="da 2 0"> shows entry 0 of da in step 2. */
  function valueAt({ settings, result }, name, t) {
    if (t === 0) return name === "h" ? settings.h0 : result.dh0;
    const step = result.steps[t - 1];
    return { x: step.x_t, h: step.h_t, da: step.da_t, direct: step.direct, carry: step.carry }[name];
  }
  function updateDrawing(drawing, model) {
    drawing.dataset.units = model.units;
    drawing.querySelectorAll("[data-show]").forEach((text) => {
      const [name, t, j] = text.dataset.show.split(" ");
      const value = valueAt(model, name, Number(t))[Number(j)];
      text.textContent = value === undefined ? "" : number(value, 3);
    });
    const { way, t } = model.stage;
    drawing.querySelectorAll("[data-part]").forEach((part) => {
      part.classList.toggle("is-now", part.dataset.part === `${way} ${t + 1}`);
    });
  }

  function formulaRow(row, model) {
    const { stage, settings, result, units } = model;
    const step = result.steps[stage.t];
    const left = row.carried ? `carry to ${typeset("h_p", stage.t + 1)}` : typeset(row.key, stage.t + 1);
    const said = units === 1 ? `<small>= ${row.say(step, settings)}</small>` : "";
    const made = element("tr", row.way === stage.way ? { class: "is-now" } : {});
    made.append(
      fromHTML("th", { scope: "row" }, `${left} = ${typeset(row.formula, stage.t + 1)}${said}`),
      element("td", { "data-value": row.key }, ...step[row.key].map((v) => element("span", {}, number(v)))),
    );
    return made;
  }
  function updateFormulas(table, model) {
    table.caption.textContent = `Step ${model.stage.t + 1}`;
    table.tBodies[0].replaceChildren(...ROWS.map((row) => formulaRow(row, model)));
  }

  function shareRow(share, i, j, model) {
    const { stage, result, units } = model;
    const indices = share.key === "dB" ? [j] : [i, j];
    const cell = (value, isNow) => element("td", isNow ? { class: "is-now" } : {}, number(value));
    return element(
      "tr", {},
      element("th", { scope: "row" }, entry(share.key, indices, units)),
      ...result.steps.map((step, t) => cell(step[share.key][i][j], stage.way === "backward" && stage.t === t)),
      cell(result[share.key][i][j], stage.way === "sum"),
    );
  }
  function updateGradients(table, model) {
    const rows = SHARES.flatMap((share) =>
      model.result[share.key].flatMap((line, i) => line.map((_, j) => shareRow(share, i, j, model))));
    table.tBodies[0].replaceChildren(...rows);
  }

  const heads = (...texts) => element("tr", {}, ...texts.map((text) => element("th", { scope: "col" }, text)));
  function formulasTable() {
    return element("table", { class: "explorer-formulas" }, element("caption"), element("tbody"));
  }
  function gradientsTable() {
    const shares = SHARES.map(({ key, formula }) => `${key} = ${typeset(formula)}`);
    return element(
      "table", { class: "explorer-gradients" },
      fromHTML("caption", {}, `What step t adds: ${shares.join(", ")}`),
      element("thead", {}, heads("of", "step 1", "step 2", "step 3", "sum")),
      element("tbody"),
    );
  }

  /* One sentence for those who listen. */
  function sentence({ stage, result }) {
    const step = result.steps[stage.t], t = stage.t + 1;
    const flat = (M) => vector(M.flat());
    return {
      forward: `${stage.name}: a ${t} is ${vector(step.a_t)}; h ${t} is ${vector(step.h_t)}.`,
      backward: `${stage.name}: dh ${t} is ${vector(step.dh_t)}; da ${t} is ${vector(step.da_t)}; carry to h ${t - 1} is ${vector(step.dh_prev)}.`,
      sum: `${stage.name}: dWx is ${flat(result.dWx)}; dWh is ${flat(result.dWh)}; dB is ${flat(result.dB)}.`,
    }[stage.way];
  }

  return { element, updateDrawing, updateFormulas, updateGradients, formulasTable, gradientsTable, sentence };
})());
