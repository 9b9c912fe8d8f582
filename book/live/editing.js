// What keys do to a text. Each function is told {text, start, end}, the text and what is selected,
// and returns {from, to, insert, start, end}, what to replace by what and what is selected then; or
// nothing: then the browser does what it always does.

import { codeAlone } from "./highlight.js";

export const INDENT = "    ";
const LEAVES = /^\s*(return|pass|raise|break|continue)\b/; // nothing of the block comes after it

export const lineStart = (text, position) => text.slice(0, position).lastIndexOf("\n") + 1;

export const put = (from, to, insert) => {
  const caret = from + insert.length;
  return { from, to, insert, start: caret, end: caret };
};

// Tab in a line goes to the next stop; with lines selected it moves them all.
export function tab(area) {
  const { text, start, end } = area;
  if (text.slice(start, end).includes("\n")) return indent(area);
  const column = start - lineStart(text, start);
  return put(start, end, INDENT.slice(column % INDENT.length));
}

export const indent = (area) =>
  changeLines(area, (lines) => {
    const isOne = lines.length === 1;
    return lines.map((line) => (isOne || line.trim() ? INDENT + line : line));
  });

export const outdent = (area) =>
  changeLines(area, (lines) => lines.map((line) => line.replace(/^ {1,4}/, "")));

// If every line is a comment already, none is one then.
export const toggleComment = (area) =>
  changeLines(area, (lines) => {
    const written = lines.filter((line) => line.trim());
    if (written.every((line) => /^\s*#/.test(line))) {
      return lines.map((line) => line.replace(/^(\s*)# ?/, "$1"));
    }
    const margin = Math.min(...written.map((line) => line.search(/\S/)));
    const comment = (line) => line.slice(0, margin) + "# " + line.slice(margin);
    return lines.map((line) => (line.trim() ? comment(line) : line));
  });

// A new line begins where the last one did: deeper after a colon, less deep where a block ends.
export function breakLine({ text, start, end }) {
  const from = lineStart(text, start);
  const line = codeAlone(text.slice(0, start)).slice(from).trimEnd();
  const margin = text.slice(from, start).match(/^ */)[0];
  if (isOpen(line)) return put(start, end, "\n" + margin);
  if (line.endsWith(":")) return put(start, end, "\n" + margin + INDENT);
  const less = LEAVES.test(line) ? INDENT.length : 0;
  return put(start, end, "\n" + margin.slice(less));
}

// Backspace in the indentation takes a whole step.
export function deleteIndent({ text, start, end }) {
  const before = text.slice(lineStart(text, start), start);
  if (start !== end || !/^ +$/.test(before)) return undefined;
  return put(start - (before.length % INDENT.length || INDENT.length), start, "");
}

// Where Home leads from a place: to the first letter of its line, and from there to the margin.
export function home(text, place) {
  const margin = lineStart(text, place);
  const letter = margin + text.slice(margin).match(/^ */)[0].length;
  return place === letter ? margin : letter;
}

// Whether a line ends within brackets.
function isOpen(line) {
  const count = (brackets) => line.match(brackets)?.length ?? 0;
  return count(/[([{]/g) > count(/[)\]}]/g);
}

// Change all lines of which something is selected; the selection moves along.
function changeLines({ text, start, end }, change) {
  const from = lineStart(text, start);
  const last = end > start && text[end - 1] === "\n" ? end - 1 : end;
  const to = last + text.slice(last).search(/\n|(?![^])/);
  const before = text.slice(from, to).split("\n");
  const after = change(before);
  const insert = after.join("\n");
  const grown = after[0].length - before[0].length;
  const isKept = start < end && start === from; // a selection from the margin begins there again
  return {
    ...{ from, to, insert },
    start: isKept ? from : Math.max(from, start + grown),
    end: Math.max(from, end + insert.length - (to - from)),
  };
}
