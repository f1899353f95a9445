// Headers that are damaged or hidden, or that only look like one.
import { HEADER, none } from "./row.mjs";

const TOKEN = HEADER.slice("AgentAssertion ".length);
const line = 1;

/** A text with a header that a verifier refuses. */
const refused = (name, text, header, notes = []) => ({
  name,
  text,
  found: [{ header, line }],
  valid: false,
  notes,
});

const SEPARATORS = {
  "a no-break space": "\u00a0",
  "a tab": "\t",
  "an em space": "\u2003",
  "a colon": ": ",
};

const separators = Object.entries(SEPARATORS).map(([name, separator]) => {
  const header = `AgentAssertion${separator}${TOKEN}`;
  return refused(`separated by ${name}`, header, header, ["scheme_separator"]);
});

const HIDDEN = [
  "[Redacted]",
  "[REDACTED]",
  "<redacted>",
  "***",
  "••••",
  "[FILTERED]",
  "REDACTED",
  "xxxxxxxx",
];
const CUT = ["…", "...", "[truncated]"];

const hidden = [
  ...HIDDEN.map((mark) =>
    refused(`hidden by ${mark}`, `authorization: AgentAssertion ${mark}`, `AgentAssertion ${mark}`, [
      "token_redacted",
    ]),
  ),
  ...CUT.map((mark) =>
    refused(`replaced by ${mark}`, `authorization: AgentAssertion ${mark}`, `AgentAssertion ${mark}`, [
      "token_truncated",
    ]),
  ),
  ...CUT.map((mark) =>
    refused(`cut off by ${mark}`, `${HEADER.slice(0, 80)}${mark} 200`, HEADER.slice(0, 80), [
      "token_truncated",
    ]),
  ),
];

const half = Math.floor(HEADER.length / 2);
const inTheMiddle = (text) => `${HEADER.slice(0, half)}${text}${HEADER.slice(half)}`;

const damaged = [
  ...["=", "=="].map((padding) =>
    refused(`padded with ${padding}`, `${HEADER}${padding}`, `${HEADER}${padding}`),
  ),
  refused("padding before a quote", `"authorization":"${HEADER}="`, `${HEADER}=`),
  ...[".", "*", "~", "$", "@", "!"].map((c) => refused(`${c} in the token`, inTheMiddle(c), inTheMiddle(c))),
  refused("a word of another line", `${HEADER.slice(0, 100)}\nINFO started\n`, HEADER.slice(0, 100)),
];

const INVISIBLE = {
  "a colour": "\u001b[0m",
  "a character without width": "\u200b",
  "a soft hyphen as an entity": "&shy;",
};

const invisible = Object.entries(INVISIBLE).map(([name, text]) => ({
  name: `${name} in the token`,
  text: inTheMiddle(text),
  found: [{ header: HEADER, line }],
  valid: true,
  notes: ["token_invisible"],
}));

const tokens = [
  TOKEN,
  `"${TOKEN}"`,
  `'${TOKEN}'`,
  `${TOKEN.slice(0, 80)}\n  ${TOKEN.slice(80)}`,
  `\ufeff${TOKEN}\n`,
].map((text, index) => ({
  name: `a bare token: ${index + 1}`,
  text,
  found: [],
  inspected: HEADER,
  valid: true,
  notes: ["form_token"],
}));

const prose = [
  none("prose", "an AgentAssertion header", ["form_embedded"], "AgentAssertion header"),
  none("another word", `AgentAssertions ${TOKEN}`),
  none("part of a word", `MyAgentAssertion ${TOKEN}`),
  none("no space", `AgentAssertion${TOKEN}`),
];

export const odd = [...separators, ...hidden, ...damaged, ...invisible, ...tokens, ...prose];
