// What the reader sees of an editor: coloured code with the numbers of its lines, and in a box the
// bracket beside the caret with the one that belongs to it.

import { make } from "./dom.js";
import { codeAlone, highlight } from "./highlight.js";

const CLOSED_BY = { "(": ")", "[": "]", "{": "}" };
const PARTS = /\n|[()[\]{}]|[^\n()[\]{}]+/g;

// Return the text as nodes; the letters at the places `boxed` stand in boxes.
export function draw(text, boxed) {
  let place = 0;
  const drawn = highlight(text).flatMap((node) =>
    [...(node.textContent ?? node).matchAll(PARTS)].flatMap(([part]) => {
      const isBoxed = boxed.includes(place);
      place += part.length;
      if (part === "\n") return ["\n", lineNumber()];
      if (isBoxed) return make("b", { className: "live-pair" }, part);
      return node.className ? make("span", { className: node.className }, part) : part;
    })
  );
  return [lineNumber(), ...drawn];
}

// Empty: the style sheet counts.
const lineNumber = () => make("i", { className: "live-line" });

// Return the places of the bracket before the caret, or else of the one after it, and of its
// partner; nothing, if there is no bracket or no partner. Those in strings and comments are none.
export function pairAt(text, caret) {
  const pairs = pairsOf(codeAlone(text));
  const at = (place) => pairs.find((pair) => pair.includes(place));
  return at(caret - 1) ?? at(caret) ?? [];
}

function pairsOf(code) {
  const open = [];
  const pairs = [];
  for (const { 0: bracket, index } of code.matchAll(/[()[\]{}]/g)) {
    if (bracket in CLOSED_BY) open.push({ bracket, index });
    else if (CLOSED_BY[open.at(-1)?.bracket] !== bracket) break;
    else pairs.push([open.pop().index, index]);
  }
  return pairs;
}
