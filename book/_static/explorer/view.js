/* What the explorer shows: the numbers in the drawing, the formulas of a step, the gradients. */
(() => {
  "use strict";

  const { number, typeset, entry, ROWS, SHARES } = globalThis.rnnExplorer;

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
    const { x_t, h_t, da_t, direct, carry } = result.steps[t - 1];
    return { x: x_t, h: h_t, da: da_t, direct, carry }[name];
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
    const step = result.steps[stage.t], t = stage.t + 1;
    const left = row.carried ? `carry to ${typeset("h_p", t)}` : typeset(row.key, t);
    const said = units === 1 ? `<small>= ${row.say(step, settings)}</small>` : "";
    const made = element("tr", row.way === stage.way ? { class: "is-now" } : {});
    made.append(
      fromHTML("th", { scope: "row" }, `${left} = ${typeset(row.formula, t)}${said}`),
      element("td", {}, ...step[row.key].map((value) => element("span", {}, number(value)))),
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
    const head = element("th", { scope: "row" }, entry(share.key, indices, units));
    const cell = (numbers, isNow) =>
      element("td", isNow ? { class: "is-now" } : {}, number(numbers[share.key][i][j]));
    const isNow = (t) => stage.way === "backward" && stage.t === t;
    const cells = result.steps.map((step, t) => cell(step, isNow(t)));
    return element("tr", {}, head, ...cells, cell(result, stage.way === "sum"));
  }
  function updateGradients(table, model) {
    const rowsOf = (share) =>
      model.result[share.key].flatMap((line, i) =>
        line.map((_, j) => shareRow(share, i, j, model))
      );
    table.tBodies[0].replaceChildren(...SHARES.flatMap(rowsOf));
  }

  function formulasTable() {
    return element("table", { class: "explorer-formulas" }, element("caption"), element("tbody"));
  }
  function gradientsTable() {
    const heads = ["gradient", "step 1", "step 2", "step 3", "sum"];
    const shares = SHARES.map(({ key, formula }) => `${key} = ${typeset(formula)}`);
    return element(
      "table",
      { class: "explorer-gradients" },
      fromHTML("caption", {}, `What step t adds: ${shares.join(", ")}`),
      element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", {}, head)))),
      element("tbody"),
    );
  }

  Object.assign(globalThis.rnnExplorer, {
    element,
    formulasTable,
    gradientsTable,
    updateDrawing,
    updateFormulas,
    updateGradients,
  });
})();
