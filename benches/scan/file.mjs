import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";

const AGENTS = 50;
const LINES_PER_WRITE = 2000;

/** 2026-11-22T06:16:09Z. */
const START_SECONDS = 1_795_328_169;

/** The start of a PKCS#8 key (RFC 8410), which 32 bytes of seed follow. */
const PKCS8_START = Buffer.from("302e020100300506032b657004220420", "hex");

/** Agents whose keys are the same in every run. */
export const agents = Array.from({ length: AGENTS }, (_, index) => {
  const seed = createHash("sha256").update(`agent ${index}`).digest();
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_START, seed]),
    format: "der",
    type: "pkcs8",
  });
  return { id: `a-${index}`, privateKey, publicKey: createPublicKey(privateKey) };
});

/** The agents' keys as a key set. */
export const keySet = () => ({ keys: agents.map(({ publicKey }) => publicKey.export({ format: "jwk" })) });

/** The number of headers that differ. Longer logs repeat them, because signing takes as long as verifying, and no verdict is kept. */
export const MAX_DISTINCT = 400_000;

/** Writes a log in NDJSON with so many headers. */
export async function writeLog(file, headers) {
  const stream = createWriteStream(file);
  const parts = [];
  for (let start = 0; start < headers; start += LINES_PER_WRITE) {
    const from = start % MAX_DISTINCT;
    const count = Math.min(LINES_PER_WRITE, headers - start);
    const lines = Array.from({ length: start < MAX_DISTINCT ? count : 0 }, (_, index) =>
      lineAt(from + index),
    );
    const part = parts[from / LINES_PER_WRITE] ?? lines.join("");
    parts[from / LINES_PER_WRITE] = part;
    if (!stream.write(part)) await new Promise((resolve) => stream.once("drain", resolve));
  }
  stream.end();
  await finished(stream);
}

function lineAt(index) {
  const { id, privateKey } = agents[index % AGENTS];
  const seconds = START_SECONDS + Math.floor(index / AGENTS);
  const timestamp = new Date(seconds * 1000).toISOString().replace(".000", "");
  const task = `t-${index % 7}`;
  const signature = sign(null, Buffer.from(`${id}:${task}:${timestamp}`), privateKey).toString("base64");
  const envelope = { agent_runtime_id: id, signature, task_id: task, timestamp };
  const token = Buffer.from(JSON.stringify(envelope)).toString("base64url");
  return `{"time":${seconds},"authorization":"AgentAssertion ${token}","status":200}\n`;
}
