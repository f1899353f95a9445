// The envelope's members: none twice, none of the four missing, all four strings.
import { accepted, refused } from "../cases.mjs";
import { GOOD, header, JSON_TEXT, replacing, withMember, without } from "../envelope.mjs";

const ONCE = "no member stands twice";
const ONCE_AT_THE_TOP = `${ONCE} in the envelope itself`;
const PRESENT = "the four members are there, by exactly these names, at the top";
const STRING = "the four members are strings";

const first = (text) => header(`{${text},${JSON_TEXT.slice(1)}`);
const TASK_ID_IN_ESCAPES = "\\u0074\\u0061\\u0073\\u006B\\u005F\\u0069\\u0064";
const TASK_PROTOTYPE = '"__proto__":{"task_id":"task-0001"}';
const last = (name) => withMember(`"${name}":${JSON.stringify(GOOD[name])}`);

const duplicates = [
  ...refused("json_member_duplicate", [
    ["duplicate: agent_runtime_id, the same value", ONCE, last("agent_runtime_id")],
    ["duplicate: signature, the same value", ONCE, last("signature")],
    ["duplicate: task_id, the same value", ONCE, last("task_id")],
    ["duplicate: timestamp, the same value", ONCE, last("timestamp")],
    ["duplicate: task_id, another value last", ONCE, withMember('"task_id":"other"')],
    ["duplicate: task_id, another value first", ONCE, first('"task_id":"other"')],
    ["duplicate: agent_runtime_id, another value last", ONCE, withMember('"agent_runtime_id":"other"')],
    ["duplicate: timestamp, null first", ONCE, first('"timestamp":null')],
    ["duplicate: signature, a number last", ONCE, withMember('"signature":1')],
    ["duplicate: task_id three times", ONCE, withMember('"task_id":"a","task_id":"b"')],
    ["duplicate: task_id spelt with an escape", ONCE, withMember('"t\\u0061sk_id":"other"')],
    ["duplicate: task_id spelt all in escapes", ONCE, first(`"${TASK_ID_IN_ESCAPES}":"other"`)],
    ["duplicate: an unsigned member", ONCE, withMember('"x":1,"x":1')],
    ["duplicate: an unsigned member, far apart", ONCE, header(`{"x":1,${JSON_TEXT.slice(1, -1)},"x":2}`)],
    ["duplicate: an unsigned member spelt with an escape", ONCE, withMember('"x":1,"\\u0078":2')],
    ["duplicate: the empty name", ONCE, withMember('"":1,"":2')],
    ["duplicate: __proto__", ONCE, withMember('"__proto__":{},"__proto__":{}')],
    ["duplicate: constructor", ONCE, withMember('"constructor":1,"constructor":2')],
    ["duplicate: an emoji, once as a pair of escapes", ONCE, withMember('"🗝":1,"\\ud83d\\udddd":2')],
  ]),
  ...accepted([
    ["duplicate: names that differ in case", ONCE, withMember('"Task_Id":"a","TASK_ID":"b"')],
    ["duplicate: names that differ in a space", ONCE, withMember('"task_id ":"a"," task_id":"b"')],
    ["duplicate: é composed and decomposed", ONCE, withMember('"\u00e9":1,"e\u0301":2')],
    ["duplicate: a name with a backslash, not an escape", ONCE, withMember('"t\\\\u0061sk_id":"a"')],
    ["duplicate: inside an unsigned member's value", ONCE_AT_THE_TOP, withMember('"x":{"a":1,"a":2}')],
  ]),
];

const missing = refused("json_member_missing", [
  ["missing: agent_runtime_id", PRESENT, without("agent_runtime_id")],
  ["missing: signature", PRESENT, without("signature")],
  ["missing: task_id", PRESENT, without("task_id")],
  ["missing: timestamp", PRESENT, without("timestamp")],
  ["missing: all four", PRESENT, header("{}")],
  ["missing: all four, others there", PRESENT, header('{"kind":"thread","v":1}')],
  ["missing: task_id in camel case", PRESENT, replacing('"task_id"', '"taskId"')],
  ["missing: task_id in upper case", PRESENT, replacing('"task_id"', '"TASK_ID"')],
  ["missing: task_id with a space", PRESENT, replacing('"task_id"', '"task_id "')],
  ["missing: task_id with NUL", PRESENT, replacing('"task_id"', '"task_id\\u0000"')],
  ["missing: task_id with a Cyrillic a", PRESENT, replacing('"task_id"', '"t\u0430sk_id"')],
  ["missing: all four, in an object inside", PRESENT, header(JSON.stringify({ assertion: GOOD }))],
  ["missing: task_id, but __proto__ has one", PRESENT, replacing('"task_id":"task-0001"', TASK_PROTOTYPE)],
]);

const notString = refused("json_member_not_string", [
  ["string: task_id a number", STRING, replacing('"task-0001"', "1")],
  ["string: task_id a number too big for a double", STRING, replacing('"task-0001"', "1e400")],
  ["string: task_id null", STRING, replacing('"task-0001"', "null")],
  ["string: task_id true", STRING, replacing('"task-0001"', "true")],
  ["string: task_id false", STRING, replacing('"task-0001"', "false")],
  ["string: task_id an array of the string", STRING, replacing('"task-0001"', '["task-0001"]')],
  ["string: task_id an object", STRING, replacing('"task-0001"', '{"id":"task-0001"}')],
  ["string: task_id an empty object", STRING, replacing('"task-0001"', "{}")],
  ["string: agent_runtime_id a number", STRING, replacing('"agent-runtime-0001"', "1")],
  ["string: agent_runtime_id null", STRING, replacing('"agent-runtime-0001"', "null")],
  ["string: signature an array of bytes", STRING, replacing(`"${GOOD.signature}"`, "[1,2,3]")],
  ["string: signature null", STRING, replacing(`"${GOOD.signature}"`, "null")],
  ["string: timestamp in seconds since 1970", STRING, replacing(`"${GOOD.timestamp}"`, "1795328169")],
  ["string: timestamp an object", STRING, replacing(`"${GOOD.timestamp}"`, '{"$date":1795328169000}')],
]);

export default [...duplicates, ...missing, ...notString];
