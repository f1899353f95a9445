// The token: base64url of UTF-8.
import { accepted, refused } from "../cases.mjs";
import { base64url, header, JSON_TEXT, members, TOKEN } from "../envelope.mjs";

const ALPHABET = "the token is base64url: letters, digits, - and _";
const NO_PADDING = "the token has no padding";
const NO_STRAY = "the unused bits of the last character are zero";
const LENGTH = "base64 is never 1 character longer than a multiple of 4";

const tokenOf = (spaces) => base64url(JSON_TEXT + " ".repeat(spaces));
/** The good envelope's token, `over` characters over a multiple of 4: spaces behind the JSON see to it. */
const tokenOver = (over) => [0, 1, 2].map(tokenOf).find((token) => token.length % 4 === over);

/** The same token with the lowest bit of its last character set. */
function stray(token) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return token.slice(0, -1) + letters[letters.indexOf(token.at(-1)) | 1];
}

const TWO = tokenOver(2);
const THREE = tokenOver(3);
const FOUR = tokenOver(0);
const scheme = (token) => `AgentAssertion ${token}`;
const inside = (text) => scheme(TOKEN.slice(0, 40) + text + TOKEN.slice(40));

/** Envelopes whose tokens need the two characters in which the alphabets differ. */
const DASH = base64url(JSON.stringify({ ...members(), x: "~~~~>>>>" }));
const LINE = base64url(JSON.stringify({ ...members(), x: "~~~~????" }));

const base64 = [
  ...refused("assertion_base64url_invalid", [
    ["base64url: empty token", "the token is not empty", "AgentAssertion "],
    ["base64url: empty token after three spaces", "the token is not empty", "AgentAssertion   "],
    ["base64url: padded with ==", NO_PADDING, scheme(`${TWO}==`)],
    ["base64url: padded with =", NO_PADDING, scheme(`${THREE}=`)],
    ["base64url: = where no padding belongs", NO_PADDING, scheme(`${FOUR}=`)],
    ["base64url: only padding", NO_PADDING, scheme("====")],
    ["base64url: + of the other alphabet", ALPHABET, scheme(DASH.replaceAll("-", "+"))],
    ["base64url: / of the other alphabet", ALPHABET, scheme(LINE.replaceAll("_", "/"))],
    ["base64url: = inside", ALPHABET, inside("=")],
    ["base64url: a space inside", ALPHABET, inside(" ")],
    ["base64url: a newline inside", ALPHABET, inside("\n")],
    ["base64url: CR LF inside", ALPHABET, inside("\r\n")],
    ["base64url: a tab before the token, after the space", ALPHABET, scheme(`\t${TOKEN}`)],
    ["base64url: a space after the token", ALPHABET, scheme(`${TOKEN} `)],
    ["base64url: a newline after the token", ALPHABET, scheme(`${TOKEN}\n`)],
    ["base64url: NUL after the token", ALPHABET, scheme(`${TOKEN}\0`)],
    ["base64url: a dot, as in a JWT", ALPHABET, scheme(`${TOKEN}.${TOKEN}`)],
    ["base64url: a comma and a second assertion", ALPHABET, scheme(`${TOKEN}, ${scheme(TOKEN)}`)],
    ["base64url: in quotes", ALPHABET, scheme(`"${TOKEN}"`)],
    ["base64url: as an auth-param", ALPHABET, scheme(`token=${TOKEN}`)],
    ["base64url: plain JSON for the token", ALPHABET, scheme(JSON_TEXT)],
    ["base64url: a letter outside ASCII", ALPHABET, inside("é")],
    ["base64url: full-width letters", ALPHABET, inside("ＡＡＡＡ")],
    ["base64url: a zero-width space", ALPHABET, inside("\u200b")],
    ["base64url: an emoji", ALPHABET, inside("🗝")],
    ["base64url: one character", LENGTH, scheme("e")],
    ["base64url: five characters", LENGTH, scheme("eyJhZ")],
    ["base64url: a whole token and one character", LENGTH, scheme(`${FOUR}A`)],
    ["base64url: stray bits, 2 characters over", NO_STRAY, scheme(stray(TWO))],
    ["base64url: stray bits, 3 characters over", NO_STRAY, scheme(stray(THREE))],
  ]),
  ...accepted([
    ["base64url: 2 characters over a multiple of 4", NO_STRAY, scheme(TWO)],
    ["base64url: 3 characters over a multiple of 4", NO_STRAY, scheme(THREE)],
    ["base64url: a multiple of 4", NO_STRAY, scheme(FOUR)],
    ["base64url: with -", ALPHABET, scheme(DASH)],
    ["base64url: with _", ALPHABET, scheme(LINE)],
  ]),
];

const UTF8 = "the token decodes to UTF-8";
/** JSON text with these bytes, in hex, in the place of the letters `@@`. */
function spliced(json, hex) {
  const [before, after] = json.split("@@").map((part) => Buffer.from(part));
  return header(Buffer.concat([before, Buffer.from(hex, "hex"), after]));
}
const withBytes = (hex) => spliced(`${JSON_TEXT.slice(0, -1)},"x":"@@"}`, hex);
const inTaskId = (hex) => spliced(JSON_TEXT.replace("task-0001", "@@"), hex);
const bytes = (hex) => header(Buffer.from(hex, "hex"));

const utf8 = [
  ...refused("assertion_utf8_invalid", [
    ["utf-8: the byte ff", UTF8, withBytes("ff")],
    ["utf-8: a continuation byte alone", UTF8, withBytes("80")],
    ["utf-8: Latin-1 é", UTF8, withBytes("e9")],
    ["utf-8: Latin-1 é in the task id", UTF8, inTaskId("e9")],
    ["utf-8: two bytes cut short", UTF8, withBytes("c3")],
    ["utf-8: four bytes cut short", UTF8, withBytes("f09f97")],
    ["utf-8: overlong slash", `${UTF8}, in its shortest form`, withBytes("c0af")],
    ["utf-8: overlong NUL", `${UTF8}, in its shortest form`, withBytes("c080")],
    ["utf-8: overlong euro sign", `${UTF8}, in its shortest form`, withBytes("f08282ac")],
    ["utf-8: a surrogate", `${UTF8}, without surrogates`, withBytes("eda080")],
    ["utf-8: a pair of surrogates (CESU-8)", `${UTF8}, without surrogates`, withBytes("eda0bdedb880")],
    ["utf-8: above U+10FFFF", UTF8, withBytes("f4908080")],
    ["utf-8: five bytes", UTF8, withBytes("f888808080")],
    ["utf-8: UTF-16 with a byte order mark", UTF8, header(Buffer.from(`\ufeff${JSON_TEXT}`, "utf16le"))],
    ["utf-8: the one byte ff", UTF8, bytes("ff")],
    ["utf-8: ff after the object", UTF8, spliced(`${JSON_TEXT}@@`, "ff")],
  ]),
  ...accepted([
    ["utf-8: U+007F, one byte", UTF8, withBytes("7f")],
    ["utf-8: é, two bytes", UTF8, withBytes("c3a9")],
    ["utf-8: U+FFFD, three bytes", UTF8, withBytes("efbfbd")],
    ["utf-8: U+10FFFF, four bytes", UTF8, withBytes("f48fbfbf")],
  ]),
];

export default [...base64, ...utf8];
