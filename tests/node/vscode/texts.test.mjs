import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { AgentIdentity, AgentKey, extractAssertions } from "agent-identity-wasm";
import { TestAuthority } from "agent-identity-wasm/authority";
import { importExtension } from "./support/import.mjs";

const {
  Condenser,
  describeAge,
  decodeText,
  escapeMarkdown,
  explain,
  hoverMarkdown,
  inert,
  linesOf,
  locate,
  locateAt,
  partsOf,
  piecesOf,
  withoutSecrets,
} = await importExtension(
  ...["text/age.ts", "text/clean.ts", "text/decode.ts", "text/explain.ts", "text/inert.ts", "text/locate.ts"],
  ...[
    "hover/code-lens.ts",
    "hover/lines.ts",
    "hover/markdown.ts",
    "inspect/condense.ts",
    "inspect/pieces.ts",
  ],
);

const key = AgentKey.generate();
const agent = new AgentIdentity("agent-1", key);
const header = agent.authorizationHeader("task-1");
const jwt = await new TestAuthority().issueJwt({ agentRuntimeId: "agent-2" });
const secret = AgentKey.generate().exportPkcs8();
const known = [
  { name: "mine", publicKey: agent.publicKey.toSsh(), fingerprint: agent.publicKey.fingerprint() },
];

const kinds = (text) => locate(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

const LOCATED = [
  ["a header line", `Authorization: ${header}`, [["assertion", header]]],
  [
    "a header of another case",
    header.replace("AgentAssertion", "agentassertion"),
    [["assertion", header.replace("AgentAssertion", "agentassertion")]],
  ],
  [
    "two headers",
    `${header}, ${header}`,
    [
      ["assertion", header],
      ["assertion", header],
    ],
  ],
  [
    "a damaged header",
    "x AgentAssertion eyJ0YXNrX2lkIjo1fQ y",
    [["assertion", "AgentAssertion eyJ0YXNrX2lkIjo1fQ"]],
  ],
  ["an Agent Identity JWT", `token=${jwt}`, [["jwt", jwt]]],
  ["a challenge", 'WWW-Authenticate: AgentAssertion realm="x", error="invalid_token"', []],
  ["prose", "The AgentAssertion scheme is explained in the docs.", []],
  ["a private key", `key: ${secret}`, []],
  ["half a surrogate pair", `\ud800 ${header}`, [["assertion", header]]],
];
for (const [title, text, expected] of LOCATED) {
  test(`located: ${title}`, () => assert.deepEqual(kinds(text), expected));
}

test("a position on the scheme, within the token or at its end belongs to the assertion", () => {
  const text = `GET / ${header} end`;
  for (const offset of [6, 10, 100, 6 + header.length]) assert.equal(locateAt(text, offset)?.start, 6);
  for (const offset of [0, 5, 6 + header.length + 2]) assert.equal(locateAt(text, offset), undefined);
});

const verdict = async (text, keys, now = Date.now()) => {
  const { verdict, finding } = await explain({ kind: "assertion" }, text, keys, now);
  return [verdict.status, verdict.text, finding?.title];
};

test("an explanation has the verdict by the known keys, and the first finding with its advice", async () => {
  const stranger = AgentKey.generate().publicKey;
  const others = [{ name: "other", publicKey: stranger.toSsh(), fingerprint: stranger.fingerprint() }];
  assert.deepEqual(await verdict(header, known), ["valid", "Valid", undefined]);
  assert.deepEqual((await verdict(header, [...others, ...known])).slice(0, 2), ["valid", "Valid"]);
  assert.deepEqual((await verdict(header, [])).slice(0, 2), [
    "unverified",
    "Not verified: no public key is known",
  ]);
  assert.deepEqual(await verdict(header, others), [
    "invalid",
    "Not signed by the known key",
    "The signature does not match the key",
  ]);
  const [status, text, title] = await verdict(header, known, Date.now() + 3_600_000);
  assert.deepEqual(
    [status, text, title],
    ["invalid", "Signature valid, but expired", "The header is too old"],
  );
  assert.deepEqual((await verdict("AgentAssertion eyJ0YXNrX2lkIjo1fQ", known)).slice(0, 2), [
    "invalid",
    "Malformed",
  ]);
});

test("an explanation shows no secret, whoever put it where", async () => {
  const careless = agent.authorizationHeader(`task ${secret}`);
  const texts = [
    await explain({ kind: "assertion" }, careless, [], Date.now()),
    await explain({ kind: "jwt" }, jwt, [], Date.now()),
  ];
  const shown = JSON.stringify(texts);
  assert.ok(!shown.includes(secret) && !shown.includes(jwt.split(".")[2]) && shown.includes("agent-2"));
});

test("a JWT that is no Agent Identity is not explained", async () => {
  const other = ["eyJhbGciOiJSUzI1NiJ9", "eyJzdWIiOiJ4In0", "c2ln"].join(".");
  assert.equal(await explain({ kind: "jwt" }, other, [], Date.now()), undefined);
});

test("Markdown, HTML, icons and addresses of somebody else have no meaning", () => {
  const text = "a [b](command:x) <img src=y> $(zap) https://evil.example `c` **d**\n\n# e";
  const escaped = escapeMarkdown(text);
  assert.equal(escaped.replaceAll(/\\(.)|\u200b/g, "$1"), text.replaceAll(/\s+/g, " "));
  assert.ok(!/(?<!\\)[!-/:-@[\]-`{-~]/.test(escaped.replaceAll(/\\\\/g, "")));
  const explanation = { title: "T", verdict: { status: "valid", text }, rows: [["Agent", text]] };
  const { value, isTrusted } = hoverMarkdown(explanation, { command: "inspect", arguments: ["u", 1] });
  assert.deepEqual(isTrusted, { enabledCommands: ["inspect"] });
  assert.equal(value.match(/(?<!\\)\]\(/g).length, 1);
});

test("what the webview gets of a text has its assertions and no other secret", () => {
  const cleaned = withoutSecrets(
    `${"x".repeat(300_000)} ${header} ${secret} ${jwt} Bearer sk-proj-0123456789abcdefghijklmnop`,
  );
  assert.ok(cleaned.includes(header));
  for (const gone of [secret, jwt, "sk-proj-0123456789abcdefghijklmnop"]) assert.ok(!cleaned.includes(gone));
});

function condensed(text) {
  const condenser = new Condenser();
  const bytes = new TextEncoder().encode(text);
  for (let start = 0; start < bytes.length; start += 1000)
    condenser.push(bytes.subarray(start, start + 1000));
  return condenser.finish();
}

const request = (index) => ({
  method: "POST",
  url: `https://api.example.com/${index}?access_token=${secret}`,
});
const NDJSON = Array.from({ length: 20 }, (_, index) =>
  index % 3
    ? `quiet line with ${secret}`
    : JSON.stringify({
        time: "2026-11-26T06:00:00.000Z",
        ...request(index),
        status: 401,
        headers: { authorization: agent.authorizationHeader(`task-${index}`) },
        body: secret,
      }),
).join("\n");
const entry = (index) => ({
  startedDateTime: "2026-11-26T06:00:00.000Z",
  request: {
    ...request(index),
    headers: index % 3 ? [] : [{ name: "Authorization", value: agent.authorizationHeader(`task-${index}`) }],
    postData: { text: secret },
  },
  response: { status: 200, headers: [{ name: "Set-Cookie", value: secret }] },
});
const HAR = (space) =>
  JSON.stringify(
    { log: { version: "1.2", entries: Array.from({ length: 10 }, (_, index) => entry(index)) } },
    null,
    space,
  );
const TWICE = JSON.stringify(
  {
    log: {
      entries: [
        entry(1),
        { ...entry(0), response: { status: 200, headers: [{ name: "x", value: header }] } },
      ],
    },
  },
  null,
  1,
);
const CONDENSED = {
  NDJSON,
  "a HAR file": HAR(1),
  "a HAR file on one line": HAR(),
  "an entry with two assertions": TWICE,
  "a log": `a\nb ${header}\n\n${secret} ${header} ${header}\n`,
  nothing: "no header\n",
  "an empty file": "",
};

for (const [title, text] of Object.entries(CONDENSED)) {
  test(`the condensed form of ${title} has the same assertions in the same places, and no secret`, () => {
    const small = condensed(text);
    const kept = (found) => ({
      ...found,
      ...(found.url && { url: found.url.replace(secret, "[redacted]") }),
    });
    assert.deepEqual(extractAssertions(small).map(kept), extractAssertions(text).map(kept));
    assert.ok(!small.includes(secret));
  });
}

test("a file that is compressed with gzip is unpacked", async () => {
  const pieces = [];
  for await (const piece of piecesOf(new Uint8Array(gzipSync(NDJSON)))) pieces.push(piece);
  assert.equal(Buffer.concat(pieces).toString(), NDJSON);
});

test("a byte order mark decides how a file is decoded", () => {
  const utf16 = Buffer.from(`\ufeff${header}`, "utf16le");
  assert.equal(decodeText(utf16), header);
  assert.equal(decodeText(utf16.swap16()), header);
  assert.equal(decodeText(new TextEncoder().encode(header)), header);
});

test("ages are written as people say them", () => {
  const ages = [0, 0.4, 1, 32, 90, 3600, 200_000, -5, -120].map(describeAge);
  assert.deepEqual(ages, [
    "now",
    "now",
    "1 second ago",
    "32 seconds ago",
    "2 minutes ago",
    "1 hour ago",
    "2 days ago",
    "in 5 seconds",
    "in 2 minutes",
  ]);
});

test("every line with an assertion or a JWT is found once", () => {
  const text = `${header}\nnothing\n${jwt}\n${header} ${header}\nAgentAssertion eyJ0YXNrX2lkIjo1fQ\nAgentAssertion realm="x"\n`;
  const lines = linesOf({ firstLine: 10, text }, extractAssertions).map(({ line }) => line);
  assert.deepEqual(lines, [10, 12, 13, 14]);
});

/** A text document that notes how much of it was read. */
function documentOf(text) {
  const lines = text.split("\n");
  const starts = [0];
  for (const line of lines.slice(0, -1)) starts.push(starts.at(-1) + line.length + 1);
  const offsetAt = ({ line, character }) => starts[line] + Math.min(character, lines[line].length);
  const document = {
    read: 0,
    lineCount: lines.length,
    offsetAt,
    lineAt: (line) => ({ range: { end: positionAt(starts[line] + lines[line].length) } }),
    positionAt,
    getText({ start, end }) {
      const part = text.slice(offsetAt(start), end.line >= lines.length ? text.length : offsetAt(end));
      document.read += part.length;
      return part;
    },
  };
  function positionAt(offset) {
    const at = Math.min(offset, text.length);
    const line = Math.max(
      0,
      starts.findLastIndex((start) => start <= at),
    );
    const character = at - starts[line];
    return {
      line,
      character,
      isBefore: (other) => line < other.line || (line === other.line && character < other.character),
    };
  }
  return document;
}

test("of a large document only the visible part is read, and of a long line only its beginning", () => {
  const document = documentOf(`${"a line of a log\n".repeat(100_000)}${"x".repeat(3_000_000)}`);
  globalThis.fakeVscodeWindow.visibleTextEditors = [
    { document, visibleRanges: [{ start: { line: 5000 }, end: { line: 5050 } }] },
    { document: documentOf(""), visibleRanges: [{ start: { line: 0 }, end: { line: 0 } }] },
  ];
  assert.deepEqual(
    partsOf(document).map(({ firstLine }) => firstLine),
    [5000],
  );
  assert.equal(document.read, 51 * 16 - 1);
  globalThis.fakeVscodeWindow.visibleTextEditors = [
    { document, visibleRanges: [{ start: { line: 100_000 }, end: { line: 100_000 } }] },
  ];
  document.read = 0;
  partsOf(document);
  assert.equal(document.read, 262_144);
});

test("a text from outside is neither an icon nor a link, in a message, a label or a hover", () => {
  for (const text of [
    "$(pass)Valid",
    "[Log in again](command:workbench.extensions.installExtension?%22evil%22)",
    '[x](https://evil.example "title")',
    "$(sync~spin) [a]($(b)](c)",
  ]) {
    for (const shown of [inert(text), escapeMarkdown(text).replaceAll("\\", "")]) {
      assert.doesNotMatch(shown, /\$\([a-z~-]+\)|\]\(/, shown);
      assert.equal(shown.replaceAll("\u200b", ""), text);
    }
  }
});
