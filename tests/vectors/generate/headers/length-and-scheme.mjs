// The outside of a header: how long it is, and what stands before the token.
import { accepted, refused } from "../cases.mjs";
import { JSON_TEXT, TOKEN, withMember } from "../envelope.mjs";

/** A good header of exactly `length` bytes: an unsigned member pads it, spaces fill what base64 cannot. */
function padded(length, spaces) {
  const bytes = Math.floor(((length - "AgentAssertion".length - spaces) * 3) / 4);
  const member = (pad) => withMember(`"padding":"${pad}"`).slice("AgentAssertion ".length);
  const overhead = Buffer.from(member(""), "base64url").length;
  return `AgentAssertion${" ".repeat(spaces)}${member("x".repeat(bytes - overhead))}`;
}

const spaced = (length) => `AgentAssertion${" ".repeat(length - 14 - TOKEN.length)}${TOKEN}`;
const AT_MOST = "a header is at most 8192 bytes long";
const IN_UTF8 = `${AT_MOST}, counted in UTF-8`;
const SHORT_ENOUGH = "8192 bytes are short enough, but é is not base64url";
const SCHEME = "the scheme is AgentAssertion";
const SPACES = "one or more spaces stand between the scheme and the token";
const FIRST = "the scheme stands first";
const CASE = "the scheme is compared without regard to case";
const ASCII_CASE = `${CASE}, of ASCII letters`;

const length = [
  ...refused("assertion_too_long", [
    ["length: 8193 bytes, padded by an unsigned member", AT_MOST, padded(8193, 1)],
    ["length: 8193 bytes, padded by spaces", AT_MOST, spaced(8193)],
    ["length: 8193 bytes of rubbish", AT_MOST, "x".repeat(8193)],
    ["length: 8193 bytes in 4104 characters", IN_UTF8, `AgentAssertion ${"é".repeat(4089)}`],
    ["length: 16384 bytes", AT_MOST, padded(16384, 2)],
  ]),
  ...refused("assertion_base64url_invalid", [
    ["length: 8192 bytes in 4104 characters", SHORT_ENOUGH, `AgentAssertion A${"é".repeat(4088)}`],
  ]),
  ...accepted([
    ["length: 8191 bytes", AT_MOST, padded(8191, 1)],
    ["length: exactly 8192 bytes, padded by an unsigned member", AT_MOST, padded(8192, 2)],
    ["length: exactly 8192 bytes, padded by spaces", AT_MOST, spaced(8192)],
  ]),
];

const scheme = [
  ...refused("assertion_scheme_invalid", [
    ["scheme: empty header", SCHEME, ""],
    ["scheme: nothing but a space", SCHEME, " "],
    ["scheme: Bearer", SCHEME, `Bearer ${TOKEN}`],
    ["scheme: Basic", SCHEME, `Basic ${TOKEN}`],
    ["scheme: none, only the token", SCHEME, TOKEN],
    ["scheme: none, only the JSON", SCHEME, JSON_TEXT],
    ["scheme: alone, without a space", SPACES, "AgentAssertion"],
    ["scheme: no space before the token", SPACES, `AgentAssertion${TOKEN}`],
    ["scheme: a tab for the space", SPACES, `AgentAssertion\t${TOKEN}`],
    ["scheme: a no-break space for the space", SPACES, `AgentAssertion\u00a0${TOKEN}`],
    ["scheme: a newline for the space", SPACES, `AgentAssertion\n${TOKEN}`],
    ["scheme: a plus sign for the space", SPACES, `AgentAssertion+${TOKEN}`],
    ["scheme: %20 for the space", SPACES, `AgentAssertion%20${TOKEN}`],
    ["scheme: a colon after it", SCHEME, `AgentAssertion: ${TOKEN}`],
    ["scheme: a comma after it", SCHEME, `AgentAssertion, ${TOKEN}`],
    ["scheme: a leading space", FIRST, ` AgentAssertion ${TOKEN}`],
    ["scheme: a leading tab", FIRST, `\tAgentAssertion ${TOKEN}`],
    ["scheme: the header's name before it", FIRST, `Authorization: AgentAssertion ${TOKEN}`],
    ["scheme: a leading byte order mark", FIRST, `\ufeffAgentAssertion ${TOKEN}`],
    ["scheme: one letter short", SCHEME, `AgentAssertio ${TOKEN}`],
    ["scheme: one letter more", SCHEME, `AgentAssertions ${TOKEN}`],
    ["scheme: in two words", SCHEME, `Agent Assertion ${TOKEN}`],
    ["scheme: with a hyphen", SCHEME, `Agent-Assertion ${TOKEN}`],
    ["scheme: long s, which Unicode folds to s", ASCII_CASE, `AgentA\u017f\u017fertion ${TOKEN}`],
    ["scheme: dotless i", ASCII_CASE, `AgentAssert\u0131on ${TOKEN}`],
    ["scheme: cut inside a two-byte letter", SCHEME, `AgentAssertioé ${TOKEN}`],
  ]),
  ...accepted([
    ["scheme: in lower case", CASE, `agentassertion ${TOKEN}`],
    ["scheme: in upper case", CASE, `AGENTASSERTION ${TOKEN}`],
    ["scheme: in mixed case", CASE, `aGENTaSSERTION ${TOKEN}`],
    ["scheme: two spaces after it", SPACES, `AgentAssertion  ${TOKEN}`],
    ["scheme: seven spaces after it", SPACES, `AgentAssertion${" ".repeat(7)}${TOKEN}`],
  ]),
];

export default [...length, ...scheme];
