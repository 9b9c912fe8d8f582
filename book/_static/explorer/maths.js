/* The recurrence and its gradients: one sequence, any number of steps and units.

   A vector is an array, a matrix an array of its rows. The names, and the order of the lines,
   are those of rnn_lib/functional.py. */
(() => {
  "use strict";

  const plus = (a, b) => a.map((a_j, j) => a_j + b[j]);
  const times = (v, M) => M[0].map((_, j) => v.reduce((sum, v_i, i) => sum + v_i * M[i][j], 0));
  const transpose = (M) => M[0].map((_, j) => M.map((row) => row[j]));
  const outer = (a, b) => a.map((a_i) => b.map((b_j) => a_i * b_j));
  const sumOf = (matrices) => matrices.reduce((sum, M) => sum.map((row, i) => plus(row, M[i])));

  function forward({ x, h0, Wx, Wh, B }) {
    let h_prev = h0;
    return x.map((x_t) => {
      const a_t = plus(plus(times(x_t, Wx), times(h_prev, Wh)), B);
      const h_t = a_t.map(Math.tanh);
      const step = { x_t, h_prev, a_t, h_t };
      h_prev = h_t;
      return step;
    });
  }

  function stepBackward({ x_t, h_prev, h_t }, direct, carry, Wx, Wh) {
    const dh_t = plus(direct, carry);
    const da_t = dh_t.map((dh_tj, j) => dh_tj * (1 - h_t[j] ** 2));
    return {
      direct,
      carry, // from step t + 1
      dh_t,
      da_t,
      dx_t: times(da_t, transpose(Wx)),
      dh_prev: times(da_t, transpose(Wh)), // the carry to h_{t-1}
      dWx: outer(x_t, da_t),
      dWh: outer(h_prev, da_t),
      dB: [da_t],
    };
  }

  function backward(steps, { dh, B, Wx, Wh }) {
    let carry = B.map(() => 0);
    const back = [];
    for (let t = steps.length - 1; t >= 0; t--) {
      back[t] = stepBackward(steps[t], dh[t], carry, Wx, Wh);
      carry = back[t].dh_prev;
    }
    return back;
  }

  /* Everything that can be shown: the steps with all their numbers, and the sums over them. */
  function run(settings) {
    const steps = forward(settings);
    backward(steps, settings).forEach((back, t) => Object.assign(steps[t], back));
    const sum = (name) => sumOf(steps.map((step) => step[name]));
    return { steps, dWx: sum("dWx"), dWh: sum("dWh"), dB: sum("dB"), dh0: steps[0].dh_prev };
  }

  globalThis.rnnExplorer = { run };
})();
