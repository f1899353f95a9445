// The envelope as JSON: its syntax, that it is one object, that nothing follows.
import { accepted, refused } from "../cases.mjs";
import { GOOD, header, JSON_TEXT, members, NOW, replacing, withMember } from "../envelope.mjs";

const SYNTAX = "the envelope is JSON (RFC 8259)";
const NO_COMMENTS = "JSON has no comments";
const NO_BOM = "JSON does not begin with a byte order mark";
const STRINGS = "JSON strings: double quotes, control characters escaped";
const ESCAPES = 'JSON escapes: \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hex digits';
const NUMBERS = "JSON numbers: no leading zero or plus, digits on both sides of the point";
const LITERALS = "JSON literals: true, false, null, in lower case";
const COMMAS = "JSON members are separated by one comma each";
const PAIRED = "an escaped surrogate in a member's name or in one of the four values has its partner";
const WHITE_SPACE = "JSON white space is space, tab, CR and LF";
const IGNORED = "members beyond the four are ignored";

/** The good envelope with `value` as the raw text of an unsigned member's value. */
const value = (text) => withMember(`"x":${text}`);
const before = (text) => header(text + JSON_TEXT);
const after = (text) => header(JSON_TEXT + text);
const task = (text) => replacing("task-0001", text);

const syntax = refused("json_invalid", [
  ["json: nothing but white space", SYNTAX, header(" \n")],
  ["json: a word", SYNTAX, header("hello")],
  ["json: NUL", SYNTAX, header("\0")],
  ["json: UTF-16 without a byte order mark", SYNTAX, header(Buffer.from(JSON_TEXT, "utf16le"))],
  ["json: an opening brace", SYNTAX, header("{")],
  ["json: a closing brace", SYNTAX, header("}")],
  ["json: no closing brace", SYNTAX, header(JSON_TEXT.slice(0, -1))],
  ["json: a string cut short", SYNTAX, header(JSON_TEXT.slice(0, -2))],
  ["json: cut after a name", SYNTAX, header('{"agent_runtime_id"')],
  ["json: cut after a colon", SYNTAX, header('{"agent_runtime_id":')],
  ["json: cut inside an escape", SYNTAX, header('{"agent_runtime_id":"\\u00')],
  ["json: the object cut inside a nested array", SYNTAX, header(`${JSON_TEXT.slice(0, -1)},"x":[1,`)],
  ["json: a byte order mark before it", NO_BOM, before("\ufeff")],
  ["json: a form feed before it", WHITE_SPACE, before("\f")],
  ["json: a vertical tab before it", WHITE_SPACE, before("\v")],
  ["json: a no-break space before it", WHITE_SPACE, before("\u00a0")],
  ["json: NUL before it", WHITE_SPACE, before("\0")],
  ["json: a no-break space inside it", WHITE_SPACE, replacing(",", ",\u00a0")],
  ["json: an anti-hijacking prefix", SYNTAX, before(")]}'\n")],
  ["json: a block comment before it", NO_COMMENTS, before("/* hello */")],
  ["json: a block comment inside it", NO_COMMENTS, replacing(",", ",/**/")],
  ["json: a line comment inside it", NO_COMMENTS, replacing(",", ", // hello\n")],
  ["json: a trailing comma", COMMAS, header(`${JSON_TEXT.slice(0, -1)},}`)],
  ["json: a leading comma", COMMAS, header(`{,${JSON_TEXT.slice(1)}`)],
  ["json: two commas", COMMAS, replacing(",", ",,")],
  ["json: no comma", COMMAS, replacing(",", " ")],
  ["json: a semicolon for a comma", COMMAS, replacing(",", ";")],
  ["json: a trailing comma in a nested array", COMMAS, value("[1,]")],
  ["json: no colon", SYNTAX, replacing('"task_id":', '"task_id" ')],
  ["json: two colons", SYNTAX, replacing('"task_id":', '"task_id"::')],
  ["json: = for a colon", SYNTAX, replacing('"task_id":', '"task_id"=')],
  ["json: a name without a value", SYNTAX, withMember('"x"')],
  ["json: a number for a name", SYNTAX, withMember("1:2")],
  ["json: a name without quotes", STRINGS, replacing('"task_id":', "task_id:")],
  ["json: single quotes", STRINGS, header(JSON_TEXT.replaceAll('"', "'"))],
  ["json: one value in single quotes", STRINGS, replacing('"task-0001"', "'task-0001'")],
  ["json: a value without quotes", STRINGS, replacing('"task-0001"', "task-0001")],
  ["json: brackets closed in the wrong order", SYNTAX, value('[{"a":1]}')],
  ["json: a raw newline in a value", STRINGS, task("task\n0001")],
  ["json: a raw tab in a value", STRINGS, task("task\t0001")],
  ["json: a raw NUL in a value", STRINGS, task("task\x000001")],
  ["json: a raw U+001F in an unsigned value", STRINGS, value('"\x1f"')],
  ["json: a raw newline in a name", STRINGS, withMember('"a\nb":1')],
  ["json: the escape \\x", ESCAPES, task("task\\x2d0001")],
  ["json: the escape \\'", ESCAPES, task("task\\'0001")],
  ["json: the escape \\0", ESCAPES, value('"\\0"')],
  ["json: the escape \\u with three digits", ESCAPES, value('"\\u12"')],
  ["json: the escape \\u with a letter that is no digit", ESCAPES, value('"\\u00g0"')],
  ["json: the escape \\u with a plus sign", ESCAPES, value('"\\u+041"')],
  ["json: the escape \\u with braces", ESCAPES, value('"\\u{41}"')],
  ["json: the escape \\U", ESCAPES, value('"\\U0041"')],
  ["json: NaN", NUMBERS, value("NaN")],
  ["json: NaN alone", NUMBERS, header("NaN")],
  ["json: Infinity", NUMBERS, value("Infinity")],
  ["json: -Infinity", NUMBERS, value("-Infinity")],
  ["json: a leading zero", NUMBERS, value("01")],
  ["json: a leading plus", NUMBERS, value("+1")],
  ["json: a minus alone", NUMBERS, value("-")],
  ["json: nothing before the point", NUMBERS, value(".5")],
  ["json: nothing after the point", NUMBERS, value("1.")],
  ["json: nothing after the exponent's letter", NUMBERS, value("1e")],
  ["json: a hexadecimal number", NUMBERS, value("0x10")],
  ["json: a number with a separator", NUMBERS, value("1_000")],
  ["json: True", LITERALS, value("True")],
  ["json: undefined", LITERALS, value("undefined")],
  ["json: nul", LITERALS, value("nul")],
  ["json: a lone high surrogate in the task id", PAIRED, task("\\ud83d")],
  ["json: a lone low surrogate in the task id", PAIRED, task("\\ude00")],
  ["json: surrogates in the wrong order", PAIRED, task("\\ude00\\ud83d")],
  ["json: two high surrogates", PAIRED, task("\\ud83d\\ud83d")],
  ["json: a high surrogate before another escape", PAIRED, task("\\ud83d\\n")],
  ["json: a lone surrogate in the runtime id", PAIRED, replacing("agent-runtime-0001", "\\ud83d")],
  ["json: a lone surrogate in the signature", PAIRED, replacing(GOOD.signature, "\\udc00")],
  ["json: a lone surrogate in the timestamp", PAIRED, replacing(NOW, "\\udfff")],
  ["json: a lone high surrogate in an unsigned member's name", PAIRED, withMember('"\\ud83d":1')],
  ["json: a lone low surrogate in an unsigned member's name", PAIRED, withMember('"\\ude00":1')],
]);

const OBJECT = "the envelope is an object";
const notObject = refused("json_not_object", [
  ["object: an empty array", OBJECT, header("[]")],
  ["object: an array of the object", OBJECT, header(`[${JSON_TEXT}]`)],
  ["object: an array of the four values", OBJECT, header(JSON.stringify(Object.values(GOOD)))],
  ["object: an array of pairs", OBJECT, header(JSON.stringify(Object.entries(GOOD)))],
  ["object: a string", OBJECT, header('"hello"')],
  ["object: the object's text in a string", OBJECT, header(JSON.stringify(JSON_TEXT))],
  ["object: zero", OBJECT, header("0")],
  ["object: a negative number", OBJECT, header("-1.5e3")],
  ["object: null", OBJECT, header("null")],
  ["object: true", OBJECT, header("true")],
  ["object: false, in white space", OBJECT, header(" false\n")],
]);

const ONE = "nothing but white space follows the object";
const trailing = refused("json_trailing_data", [
  ["trailing: the object twice", ONE, after(JSON_TEXT)],
  ["trailing: a second object on a line of its own", ONE, after(`\n${JSON_TEXT}`)],
  ["trailing: an empty object", ONE, after("{}")],
  ["trailing: a word", ONE, after(" hello")],
  ["trailing: a comma", ONE, after(",")],
  ["trailing: a second closing brace", ONE, after("}")],
  ["trailing: a comment", ONE, after("// hello")],
  ["trailing: NUL", ONE, after("\0")],
  ["trailing: a form feed", ONE, after("\f")],
  ["trailing: a no-break space", ONE, after("\u00a0")],
  ["trailing: a byte order mark", ONE, after("\ufeff")],
]);

const asEscape = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
const escapedAll = (text) => text.replace(/./gs, asEscape);
/** The four members by the first letter of their names: agent_runtime_id, signature, task_id, tImestamp. */
function reordered(letters) {
  const names = { a: "agent_runtime_id", s: "signature", t: "task_id", i: "timestamp" };
  return header(JSON.stringify(Object.fromEntries([...letters].map((x) => [names[x], GOOD[names[x]]]))));
}
const around = (pattern) => header(JSON_TEXT.replace(pattern, " \t\r\n$& \t\r\n"));
const escaping = (pattern) => header(JSON_TEXT.replace(pattern, escapedAll));
const signatureWithSlash = (slash) => replacing(GOOD.signature, GOOD.signature.replaceAll("/", slash));
const nested = (open, close, times) => value(`${open.repeat(times)}0${close.repeat(times)}`);
const KEY_JSON = JSON.stringify(members({ task_id: "task-🗝" }));
const FIVE_HUNDRED = Array.from({ length: 500 }, (_, i) => `"m${i}":${i}`).join(",");
const ORDER = "a reader takes the members in any order";
const SAME = "an escaped character is the character";

const good = accepted([
  ["order: of the signed text, signature last", ORDER, reordered("atis")],
  ["order: reversed", ORDER, reordered("itsa")],
  ["order: signature first", ORDER, reordered("stai")],
  ["order: an unsigned member first", ORDER, header(`{"a":1,${JSON_TEXT.slice(1)}`)],
  ["order: an unsigned member between", ORDER, replacing(",", ',"b":2,')],
  ["white space: one member a line", WHITE_SPACE, header(JSON.stringify(GOOD, null, 2))],
  ["white space: around every token", WHITE_SPACE, around(/[{}:,](?=["}]|$)/g)],
  ["white space: before the object", WHITE_SPACE, before(" \t\r\n")],
  ["white space: after the object", WHITE_SPACE, after(" \t\r\n")],
  ["escapes: one letter of a value", SAME, task("t\\u0061sk-0001")],
  ["escapes: every character of a value", SAME, task(escapedAll("task-0001"))],
  ["escapes: one letter of a name", SAME, replacing('"task_id"', '"t\\u0061sk_id"')],
  ["escapes: every character of every name", SAME, escaping(/[a-z_]+(?=":)/g)],
  ["escapes: every character of every string", SAME, escaping(/[^"]+(?=":|"[,}])/g)],
  ["escapes: upper-case hex digits", SAME, signatureWithSlash("\\u002F")],
  ["escapes: \\/ in the signature", SAME, signatureWithSlash("\\/")],
  ["escapes: a pair of surrogates in the task id", SAME, header(KEY_JSON.replace("🗝", "\\ud83d\\uDDDD"))],
  ["unsigned: an empty name", IGNORED, withMember('"":""')],
  ["unsigned: null", IGNORED, value("null")],
  ["unsigned: a boolean", IGNORED, value("false")],
  ["unsigned: an empty array and an empty object", IGNORED, withMember('"a":[],"o":{}')],
  ["unsigned: an array of everything", IGNORED, value('[1,"a",null,true,{"b":[{}]},-0.5e-7]')],
  ["unsigned: an integer of 400 digits", IGNORED, value("9".repeat(400))],
  ["unsigned: a number too big for a double", IGNORED, value("1e400")],
  ["unsigned: a number too small for a double", IGNORED, value("-1E-400")],
  ["unsigned: an exponent of 40 digits", IGNORED, value(`1e${"9".repeat(40)}`)],
  ["unsigned: minus zero", IGNORED, value("-0")],
  ["unsigned: 2^53 + 1", IGNORED, value("9007199254740993")],
  ["unsigned: 100 arrays deep", IGNORED, nested("[", "]", 100)],
  ["unsigned: 100 objects deep", IGNORED, nested('{"a":', "}", 100)],
  ["unsigned: 2500 arrays deep", IGNORED, nested("[", "]", 2500)],
  ["unsigned: 800 objects deep", IGNORED, nested('{"a":', "}", 800)],
  ["unsigned: 500 members", IGNORED, withMember(FIVE_HUNDRED)],
  ["unsigned: __proto__", IGNORED, withMember('"__proto__":{"task_id":"other"}')],
  ["unsigned: constructor", IGNORED, withMember('"constructor":{"prototype":null}')],
  ["unsigned: toString and hasOwnProperty", IGNORED, withMember('"toString":1,"hasOwnProperty":2')],
  ["unsigned: an object with the four names", IGNORED, value(JSON.stringify({ ...GOOD, task_id: "other" }))],
  ["unsigned: every escape", IGNORED, value('"\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\uFFFF"')],
  ["unsigned: a raw U+2028, U+007F and U+0085", IGNORED, value('"\u2028\u007f\u0085"')],
  ["unsigned: a lone surrogate escape in the value", IGNORED, value('"\\ud83d"')],
  ["unsigned: external_task_ref", IGNORED, withMember('"external_task_ref":"thread-1"')],
]);

export default [...syntax, ...notObject, ...trailing, ...good];
