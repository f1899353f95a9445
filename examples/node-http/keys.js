import { readFile } from "node:fs/promises";

/** Returns the public key of an agent. Replace the file of ids and keys by your database. */
export async function keysOf(agentRuntimeId) {
  const agents = JSON.parse(await readFile(process.env.AGENTS_FILE ?? "agents.json", "utf8"));
  return Object.hasOwn(agents, agentRuntimeId) ? agents[agentRuntimeId] : undefined;
}
