// The places that a traceback names are a click away.

import { make } from "./dom.js";

const PLACE = /(File "[^"\n]+", line \d+)/;

// Return a traceback as nodes; `named` finds the cell of a name.
export const led = (text, named) =>
  text.split(PLACE).map((part) => {
    const [, name, line] = part.match(/^File "(.+)", line (\d+)$/) ?? [];
    const cell = named(name);
    if (!cell) return part;
    const onclick = () => cell.goTo(Number(line)) ?? false; // and the link leads no further
    return make("a", { href: `#${cell.data.id}`, onclick }, part);
  });
