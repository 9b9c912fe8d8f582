// What the reader sees of an editor: coloured code with numbered lines, and in boxes the bracket
// beside the caret and its partner.

import { make } from "./dom.js";
import { codeAlone, highlight } from "./highlight.js";

const CLOSED_BY = { "(": ")", "[": "]", "{": "}" };
const PARTS = /\n|[()[\]{}]|[^\n()[\]{}]+/g;

// Return the text as nodes, with the letters at the places `boxed` in boxes.
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

// Return where the letter at a place stands on the screen.
export function letterAt(listing, place) {
  const texts = document.createTreeWalker(listing, NodeFilter.SHOW_TEXT);
  while (texts.nextNode() && texts.currentNode.length < place) place -= texts.currentNode.length;
  const range = document.createRange();
  range.setStart(texts.currentNode, place);
  return range.getBoundingClientRect();
}

// Return the places of the bracket before the caret, or else after it, and of its partner; nothing
// without both. Those in strings and comments are none.
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
