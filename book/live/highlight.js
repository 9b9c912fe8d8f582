// Python in the colours of the book: the classes are those of Pygments.

// (?![^]) is the end of the text, for a string that is still being typed.
const STRING =
  /[rbfu]{0,2}(?:"""[^]*?(?:"""|(?![^]))|'''[^]*?(?:'''|(?![^]))|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)/;
const TOKEN = new RegExp(
  [
    /(?<c1>#.*)/,
    new RegExp(`(?<s>\\b${STRING.source}|${STRING.source})`),
    /(?<nd>(?<=^[ \t]*)@[\w.]+)/,
    /(?<mi>\b\d[\d_]*(?:\.[\d_]*)?(?:e[+-]?\d+)?j?|\.\d+(?:e[+-]?\d+)?j?)/,
    /(?<name>[\p{L}_][\p{L}\d_]*)/,
    /(?<o>\*\*|\/\/|:=|[-+*/%@&|^~<>=!]=?|\.)/,
  ]
    .map((part) => part.source)
    .join("|"),
  "gimu",
);

const words = (text) => new Set(text.split(" "));
const NAMES = {
  kn: words("from import"),
  ow: words("and in is not or"),
  kc: words("False None True"),
  bp: words("self cls"),
  k: words(
    "as assert async await break class continue def del elif else except finally for global if " +
      "lambda nonlocal pass raise return try while with yield",
  ),
  nb: words(
    "abs all any bool dict enumerate filter float int isinstance len list map max min print " +
      "next range repr reversed round set slice sorted str sum super tuple type zip",
  ),
};
const AFTER = new Map([["def", "nf"], ["class", "nc"]]);

// Names of one's own and attributes have no class: they have the colour of all code.
function classOfName(name, before) {
  if (before === ".") return undefined;
  if (/(Error|Exception|Warning)$/.test(name)) return "ne";
  return AFTER.get(before) ?? Object.keys(NAMES).find((kind) => NAMES[kind].has(name));
}

// Return the text as nodes: coloured spans, and what is between them.
export function highlight(source) {
  const nodes = [];
  let end = 0;
  let before = "";
  for (const match of source.matchAll(TOKEN)) {
    const group = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
    const kind = group === "name" ? classOfName(match[0], before) : group;
    before = match[0];
    if (!kind) continue;
    const span = document.createElement("span");
    span.className = kind;
    span.textContent = match[0];
    nodes.push(source.slice(end, match.index), span);
    end = match.index + match[0].length;
  }
  nodes.push(source.slice(end));
  return nodes;
}

// Return the source, as long as it was, with strings blotted out and comments blank.
export function codeAlone(source) {
  return source.replace(TOKEN, (...match) => {
    const { c1, s } = match.at(-1);
    if (c1 !== undefined) return " ".repeat(c1.length);
    return s === undefined ? match[0] : s.replace(/[^\n]/g, "_");
  });
}
