// A loop that somebody would write by hand: node:readline, JSON.parse and node:crypto, with the keys read once. It prints how
// many headers are valid and how many bytes it has read, and stops after as many lines as its last argument says.
import { verify } from "node:crypto";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { agents } from "./file.mjs";

const [file, maxLines] = process.argv.slice(2);
const keys = new Map(agents.map(({ id, publicKey }) => [id, publicKey]));
let [lines, bytes, valid] = [0, 0, 0];

for await (const line of createInterface({
  input: createReadStream(file),
  crlfDelay: Number.POSITIVE_INFINITY,
})) {
  bytes += line.length + 1;
  const { time, authorization } = JSON.parse(line);
  if (authorization?.startsWith("AgentAssertion ")) {
    const json = Buffer.from(authorization.slice("AgentAssertion ".length), "base64url").toString();
    const { agent_runtime_id: id, task_id: task, timestamp, signature } = JSON.parse(json);
    const isFresh = Math.abs(time - Date.parse(timestamp) / 1000) <= 300;
    const signed = Buffer.from(`${id}:${task}:${timestamp}`);
    if (isFresh && verify(null, signed, keys.get(id), Buffer.from(signature, "base64"))) valid++;
  }
  if (++lines === Number(maxLines)) break;
}
console.log(JSON.stringify({ valid, bytes }));
