// How much text an extractor reads per second: `node benches/extraction.mjs` prints it for four kinds of text.
import { pathToFileURL } from "node:url";
import { AgentIdentity, AgentKey, AssertionExtractor } from "agent-identity-wasm";
import { median } from "./measure.mjs";

const SIZE = 8_000_000;
const PIECE = 65_536;

const identity = new AgentIdentity("agent-runtime-0001", AgentKey.generate());
const header = identity.authorizationHeader("task-0001");

const log = (index) =>
  JSON.stringify({
    time: new Date(1_795_328_169_000 + index).toISOString(),
    level: "info",
    pid: 4711,
    msg: "request completed",
    req: { method: "POST", url: `https://a.example/v1/responses/${index}`, remoteAddress: "192.0.2.7" },
    res: { statusCode: 200, headers: { "content-type": "application/json", server: "gateway" } },
    responseTime: 12.5,
  });

const entry = (index) => ({
  startedDateTime: "2026-11-22T06:16:09.250Z",
  time: 12.5,
  request: {
    method: "POST",
    url: `https://a.example/v1/responses/${index}`,
    httpVersion: "h3",
    headers: [
      { name: "accept", value: "application/json" },
      { name: "authorization", value: index % 10 === 0 ? header : "Bearer x" },
      { name: "user-agent", value: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0" },
    ],
  },
  response: {
    status: 200,
    headers: [{ name: "content-type", value: "application/json" }],
    content: {
      size: 2000,
      mimeType: "application/json",
      text: JSON.stringify({ output: "Lorem ipsum dolor sit amet, ".repeat(70) }),
    },
  },
});

const lines = (line) => {
  const parts = [];
  for (let size = 0, index = 0; size < SIZE; index++) {
    parts.push(line(index));
    size += parts[index].length + 1;
  }
  return `${parts.join("\n")}\n`;
};

const har = () =>
  JSON.stringify(
    { log: { version: "1.2", entries: Array.from({ length: SIZE / 3600 }, (_, index) => entry(index)) } },
    null,
    2,
  );

export const TEXTS = {
  "NDJSON, a header a line": () =>
    lines((index) =>
      JSON.stringify({
        time: 1_795_328_169_000 + index,
        method: "POST",
        url: "https://a.example/x",
        authorization: header,
      }),
    ),
  "JSON log without headers": () => lines(log),
  "HAR, a header in every tenth entry": har,
  "plain log without headers": () =>
    lines(
      (index) =>
        `192.0.2.7 - - [22/Nov/2026:06:16:09 +0000] "GET /v1/models/${index} HTTP/1.1" 200 5316 "https://page.example/" "Mozilla/5.0 (X11; Linux x86_64)"`,
    ),
};

/** Returns megabytes per second for each text: the median of rounds in which all texts take turns. */
export function measureExtraction(rounds = 7) {
  const texts = Object.entries(TEXTS).map(([name, make]) => [name, new TextEncoder().encode(make()), []]);
  for (let round = 0; round < rounds; round++) {
    for (const [, bytes, speeds] of texts) {
      const extractor = new AssertionExtractor();
      const started = performance.now();
      for (let at = 0; at < bytes.length; at += PIECE) extractor.push(bytes.subarray(at, at + PIECE));
      extractor.finish();
      speeds.push(bytes.length / 1000 / (performance.now() - started));
      extractor.free();
    }
  }
  return Object.fromEntries(texts.map(([name, , speeds]) => [name, median(speeds)]));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [name, speed] of Object.entries(measureExtraction()))
    console.log(`${name}: ${speed.toFixed(0)} MB/s`);
}
