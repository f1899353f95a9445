// The two ids. Every one is signed as it stands, so that nothing is wrong with it but the rule it breaks.
import { accepted, refused } from "../cases.mjs";
import { assertion } from "../envelope.mjs";

const LENGTH = "an id is 1 to 256 bytes of UTF-8";
const CONTROL = "an id has no control characters";
const EDGES = "an id has no white space at its ends";
const OPAQUE = "an id is opaque text";
const NO_COLON = "a runtime id has no colon: it would move the border between the fields of the signed text";
const PATH = "a runtime id has no / \\ ? or #, and is not . or ..: it stands in a URL path";
const NO_SPACE = "a runtime id has no white space";

/** [what the id shows, rule, id] as rows with a header around the id. */
function runtime(rows) {
  return rows.map(([what, rule, id]) => [`runtime id: ${what}`, rule, assertion({ agent_runtime_id: id })]);
}
function task(rows) {
  return rows.map(([what, rule, id]) => [`task id: ${what}`, rule, assertion({ task_id: id })]);
}

const THE_SAME_FOR_BOTH_REFUSED = [
  ["empty", LENGTH, ""],
  ["257 bytes of ASCII", LENGTH, "a".repeat(257)],
  ["257 bytes in 129 characters", LENGTH, `${"é".repeat(128)}a`],
  ["258 bytes in 86 characters", LENGTH, "雪".repeat(86)],
  ["260 bytes in 65 emoji", LENGTH, "🗝".repeat(65)],
  ["a newline inside", CONTROL, "a\nb"],
  ["a tab inside", CONTROL, "a\tb"],
  ["NUL inside", CONTROL, "a\0b"],
  ["NUL at the end", CONTROL, "a\0"],
  ["U+001F inside", CONTROL, "a\x1fb"],
  ["U+007F inside", CONTROL, "a\x7fb"],
  ["U+0080 inside", CONTROL, "a\u0080b"],
  ["U+0085 inside", CONTROL, "a\u0085b"],
  ["U+009F inside", CONTROL, "a\u009fb"],
  ["one space", EDGES, " "],
  ["a space first", EDGES, " a"],
  ["a space last", EDGES, "a "],
  ["a newline last", EDGES, "a\n"],
  ["a no-break space first", EDGES, "\u00a0a"],
  ["an ideographic space last", EDGES, "a\u3000"],
  ["a line separator last", EDGES, "a\u2028"],
];

const THE_SAME_FOR_BOTH_ACCEPTED = [
  ["1 byte", LENGTH, "a"],
  ["exactly 256 bytes of ASCII", LENGTH, "a".repeat(256)],
  ["exactly 256 bytes in 128 characters", LENGTH, "é".repeat(128)],
  ["exactly 256 bytes in 86 characters", LENGTH, `${"雪".repeat(85)}a`],
  ["exactly 256 bytes in 64 emoji", LENGTH, "🗝".repeat(64)],
  ["double quotes", OPAQUE, 'say-"hello"'],
  ["single quotes", OPAQUE, "it's"],
  ["emoji with a zero-width joiner", OPAQUE, "agent-👩\u200d🚀"],
  ["é composed", OPAQUE, "caf\u00e9"],
  ["é decomposed", OPAQUE, "cafe\u0301"],
  ["right-to-left letters", OPAQUE, "סוכן-1"],
  ["angle brackets and ampersand", OPAQUE, "<script>&amp;"],
  ["percent signs", OPAQUE, "100%25"],
  ["three dots", OPAQUE, "..."],
  ["a UUID", OPAQUE, "018f2b6e-7c1d-7000-8000-3f1c2d4e5a6b"],
];

export default [
  ...refused(
    "agent_runtime_id_invalid",
    runtime([
      ...THE_SAME_FOR_BOTH_REFUSED,
      ["a colon", NO_COLON, "a:b"],
      ["a colon first", NO_COLON, ":a"],
      ["a colon last", NO_COLON, "a:"],
      ["a slash", PATH, "a/b"],
      ["a backslash", PATH, "a\\b"],
      ["a question mark", PATH, "a?b"],
      ["a number sign", PATH, "a#b"],
      ["a dot", PATH, "."],
      ["two dots", PATH, ".."],
      ["a way up", PATH, "../admin"],
      ["a space inside", NO_SPACE, "a b"],
      ["a no-break space inside", NO_SPACE, "a\u00a0b"],
      ["an em space inside", NO_SPACE, "a\u2003b"],
      ["an ideographic space inside", NO_SPACE, "a\u3000b"],
      ["a line separator inside", NO_SPACE, "a\u2028b"],
    ]),
  ),
  ...accepted(
    runtime([
      ...THE_SAME_FOR_BOTH_ACCEPTED,
      ["a full-width colon", NO_COLON, "a：b"],
      ["a dot first", PATH, ".a"],
      ["%2e%2e", PATH, "%2e%2e"],
      ["the rest of ASCII", OPAQUE, "!\"$%&'()*+,-.0;<=>@A[]^_`a{|}~"],
    ]),
  ),
  ...refused("task_id_invalid", task(THE_SAME_FOR_BOTH_REFUSED)),
  ...accepted(
    task([
      ...THE_SAME_FOR_BOTH_ACCEPTED,
      ["a colon", OPAQUE, "a:b"],
      ["a colon first and last", OPAQUE, ":a:"],
      ["a colon and something like a timestamp", OPAQUE, "task:2026-11-22T06:16:09Z"],
      ["a slash, question mark and number sign", OPAQUE, "a/b?c#d"],
      ["a backslash", OPAQUE, "a\\b"],
      ["a dot", OPAQUE, "."],
      ["two dots", OPAQUE, ".."],
      ["a space inside", OPAQUE, "a b"],
      ["a no-break space inside", OPAQUE, "a\u00a0b"],
    ]),
  ),
];
