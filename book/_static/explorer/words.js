/* How the explorer writes numbers, names and formulas. */
(() => {
  "use strict";

  const MINUS = "\u2212";

  function number(value, digits = 4) {
    const text = Math.abs(value).toFixed(digits);
    return value < 0 && Number(text) !== 0 ? MINUS + text : text;
  }
  const vector = (v) => v.map((v_j) => number(v_j)).join(", ");

  /* A factor within a formula: as short as it is, in brackets if it is negative. */
  function factor(value) {
    const text = number(value).replace(/\.?0+$/, "");
    return value < 0 ? `(${text})` : text;
  }

  const STAGES = [
    ...[0, 1, 2].map((t) => (
      { way: "forward", t, sign: `${t + 1}\u2192`, name: `Forward, step ${t + 1}` }
    )),
    ...[2, 1, 0].map((t) => (
      { way: "backward", t, sign: `\u2190${t + 1}`, name: `Backward, step ${t + 1}` }
    )),
    { way: "sum", t: 0, sign: "\u03a3", name: "Sum over the steps" },
  ];

  const product = (a, b) => `${factor(a)} \u00b7 ${factor(b)}`;

  /* One row of the table of a step: `say` puts the numbers of a single unit into the formula. */
  const ROWS = [
    {
      way: "forward",
      key: "a_t",
      formula: "x_t W_x + h_p W_h + B",
      say: (step, { Wx, Wh, B }) =>
        [
          product(step.x_t[0], Wx[0][0]),
          product(step.h_prev[0], Wh[0][0]),
          factor(B[0]),
        ].join(" + "),
    },
    {
      way: "forward",
      key: "h_t",
      formula: "tanh a_t",
      say: (step) => `tanh ${factor(step.a_t[0])}`,
    },
    {
      way: "backward",
      key: "dh_t",
      formula: "direct + carry",
      say: (step) => `${factor(step.direct[0])} + ${factor(step.carry[0])}`,
    },
    {
      way: "backward",
      key: "da_t",
      formula: "dh_t \u2299 (1 \u2212 h_t\u00b2)",
      say: (step) => `${factor(step.dh_t[0])} \u00b7 (1 \u2212 ${factor(step.h_t[0])}\u00b2)`,
    },
    {
      way: "backward",
      key: "dh_prev",
      formula: "da_t W_h\u1d40",
      carried: true,
      say: (step, { Wh }) => product(step.da_t[0], Wh[0][0]),
    },
  ];
  const SHARES = [
    { key: "dWx", formula: "x_t\u1d40 da_t" },
    { key: "dWh", formula: "h_p\u1d40 da_t" },
    { key: "dB", formula: "da_t" },
  ];

  /* h_t, h_p, W_x and so on as HTML; p stands for t - 1. Without a step, t stays a letter. */
  function typeset(formula, t) {
    const index = { t: t ?? "t", p: t === undefined ? `t${MINUS}1` : t - 1, x: "x", h: "h" };
    const written = (_, name, i) => `<i>${name}</i><sub>${index[i]}</sub>`;
    return formula.replace(/([A-Za-z]+)_([tpxh])/g, written);
  }

  /* One sentence for those who listen. */
  function sentence({ stage, result }) {
    const step = result.steps[stage.t], t = stage.t + 1;
    const names = {
      forward: { [`a ${t}`]: step.a_t, [`h ${t}`]: step.h_t },
      backward: {
        [`dh ${t}`]: step.dh_t,
        [`da ${t}`]: step.da_t,
        [`carry to h ${t - 1}`]: step.dh_prev,
      },
      sum: { dWx: result.dWx.flat(), dWh: result.dWh.flat(), dB: result.dB.flat() },
    }[stage.way];
    const parts = Object.entries(names).map(([name, value]) => `${name} is ${vector(value)}`);
    return `${stage.name}: ${parts.join("; ")}.`;
  }

  /* Names of single entries, counted as in Python: Wh[0, 1]; without indices if there is one. */
  function entry(name, indices, units) {
    return units === 1 ? name : `${name}[${indices.join(", ")}]`;
  }

  Object.assign(globalThis.rnnExplorer, { number, typeset, sentence, entry, STAGES, ROWS, SHARES });
})();
