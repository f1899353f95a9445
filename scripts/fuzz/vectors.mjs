import { readFileSync } from "node:fs";
import { fromRoot } from "../lib/paths.mjs";

const vectors = (name) => JSON.parse(readFileSync(fromRoot("tests/vectors", `${name}.json`), "utf8"));
const recordings = ["chatgpt", "chatgpt-fedramp", "jwt"].map((mode) => vectors(`codex-cli-0.169.0-${mode}`));

const headers = () => vectors("headers").cases.map(({ header }) => header);
const envelopes = () => headers().map((header) => Buffer.from(header.split(" ").at(-1), "base64url"));
const keys = (kind) =>
  vectors("keys")[kind].map(({ source, encoding }) =>
    encoding === "base64 of bytes" ? Buffer.from(source, "base64") : source,
  );
const responses = () => [
  ...recordings.map(({ authority }) => JSON.stringify(authority.task_response)),
  ...["task_id", "taskId", "agent_runtime_id"].map((name) => JSON.stringify({ [name]: "agent-0001" })),
];
const jwts = () =>
  recordings
    .map(({ authority }) => authority)
    .filter(({ jwt }) => jwt)
    .flatMap(({ jwt, jwks }) => {
      const [header, payload] = jwt.split(".").map((part) => Buffer.from(part, "base64url"));
      const set = JSON.stringify(jwks);
      return [`${jwt}\n${set}`, `${header}\n${payload}\n${set}`];
    });
const files = () =>
  [
    ...recordings.map((recording) => recording.auth_json_agent_identity),
    ...recordings.map(({ authority }) => authority.jwt),
  ]
    .filter(Boolean)
    .map((agent_identity) => JSON.stringify({ auth_mode: "chatgpt", agent_identity, tokens: null }, null, 2))
    .concat(vectors("auth").cases.map(({ file }) => file));
const timestamps = () => ["2026-11-22T06:16:09Z", "2024-02-29T23:59:59Z", "0000-01-01T00:00:00Z"];
const texts = () => [
  "production",
  "task-0001-é-雪",
  ...vectors("endpoints").cases.map(({ base }) => base ?? ""),
];

/** Returns texts as people copy them. */
const copied = () => vectors("texts").cases.map(({ text }) => text);

const har = (requests) => JSON.stringify({ log: { entries: requests.map((request) => ({ request })) } });
const request = (value) => ({
  method: "GET",
  url: "https://a.example/x",
  headers: [{ name: "Authorization", value }],
});
const bulk = () => {
  const some = headers().slice(0, 4);
  const lines = some.map((header) => `GET https://a.example authorization: ${header} 200`);
  return [
    har(some.map(request)),
    JSON.stringify(some),
    lines.join("\n"),
    lines.map(JSON.stringify).join("\n"),
    ...copied(),
  ].map((text) => `\x07${text}`);
};

const SEEDS = {
  auth_json: files,
  envelope: envelopes,
  extract: bulk,
  header: headers,
  inspect: () => [
    ...headers(),
    ...headers().map((header) => `curl -H 'Authorization: ${header}' x`),
    ...vectors("documents").cases.map(({ text }) => text),
    ...copied(),
  ],
  jwt: jwts,
  private_key: () => keys("private"),
  public_key: () => keys("public"),
  registration_response: responses,
  task_registration: () => vectors("registrations").cases.map(({ body }) => body),
  text: texts,
  timestamp: timestamps,
};

/** Returns the inputs for a target from `tests/vectors`. */
export const vectorsFor = (target) => SEEDS[target]();
