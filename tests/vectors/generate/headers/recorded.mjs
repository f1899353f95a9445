// What the real client sent, each header with its own clock.
import { accepted } from "../cases.mjs";
import { RECORDINGS } from "../recordings.mjs";

const stampOf = (header) => JSON.parse(Buffer.from(header.split(" ")[1], "base64url")).timestamp;

const rows = RECORDINGS.flatMap(({ mode, public_key, headers }) =>
  headers.map((header) => [
    `recorded: ${mode}, ${stampOf(header)}`,
    "what codex-cli 0.169.0 sends verifies",
    header,
    { public_key, now_ms: Date.parse(stampOf(header)) },
  ]),
);

export default accepted(rows);
