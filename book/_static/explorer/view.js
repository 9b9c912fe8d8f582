/* What the explorer shows: the numbers in the drawing, the formulas of a step, the gradients. */
(() => {
  "use strict";

  const { number, typeset, entry, ROWS, SHARES, STAGES } = globalThis.rnnExplorer;
  const UNKNOWN = "?";

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

  /* What comes later in the walk is not shown yet: there is something to predict. */
  function isReached({ stage }, way, t) {
    const place = STAGES.findIndex((one) => one.way === way && one.t === t);
    return STAGES.indexOf(stage) >= place;
  }
  function isDrawn(model, name, t) {
    if (name === "h" && t > 0) return isReached(model, "forward", t - 1);
    if (name === "da") return isReached(model, "backward", t - 1);
    if (name === "carry") return isReached(model, "backward", Math.min(t, 2));
    return true;
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
      const known = isDrawn(model, name, Number(t)) ? (one) => number(one, 3) : () => UNKNOWN;
      text.textContent = value === undefined ? "" : known(value);
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
    const isKnown = isReached(model, row.way, stage.t);
    const said = units === 1 && isKnown ? `<small>= ${row.say(step, settings)}</small>` : "";
    const shown = (value) => (isKnown ? number(value) : UNKNOWN);
    const made = element("tr", row.way === stage.way ? { class: "is-now" } : {});
    made.append(
      fromHTML("th", { scope: "row" }, `${left} = ${typeset(row.formula, t)}${said}`),
      element("td", {}, ...step[row.key].map((value) => element("span", {}, shown(value)))),
    );
    return made;
  }
  /* At the end of the walk, the sums: each of the three shares, and what they make. */
  function sumRow({ key }, { result, units }) {
    const shares = result.steps.map((step) => number(step[key][0][0]));
    const said = units === 1 ? `<small>= ${shares.join(" + ")}</small>` : "";
    const sums = result[key].flat().map((value) => element("span", {}, number(value)));
    const head = fromHTML("th", { scope: "row" }, `${key} = sum of its shares${said}`);
    return element("tr", { class: "is-now" }, head, element("td", {}, ...sums));
  }
  function updateFormulas(table, model) {
    const { way, t, name } = model.stage;
    const rows = way === "sum"
      ? SHARES.map((share) => sumRow(share, model))
      : ROWS.map((row) => formulaRow(row, model));
    table.caption.textContent = way === "sum" ? name : `Step ${t + 1}`;
    table.tBodies[0].replaceChildren(...rows);
  }

  function shareRow(share, i, j, model) {
    const { stage, result, units } = model;
    const indices = share.key === "dB" ? [j] : [i, j];
    const head = element("th", { scope: "row" }, entry(share.key, indices, units));
    const cell = (numbers, isNow, isKnown) => {
      const text = isKnown ? number(numbers[share.key][i][j]) : UNKNOWN;
      return element("td", isNow ? { class: "is-now" } : {}, text);
    };
    const isSum = stage.way === "sum";
    const isNow = (t) => stage.way === "backward" && stage.t === t;
    const cells = result.steps.map((step, t) =>
      cell(step, isNow(t), isReached(model, "backward", t))
    );
    return element("tr", {}, head, ...cells, cell(result, isSum, isSum));
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
