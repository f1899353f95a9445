import { open, readFile, rm } from "node:fs/promises";
import {
  AgentIdentity,
  AgentKey,
  AgentTasks,
  agentFetch,
  readAuthJson,
  registerAgent,
  writeAuthJson,
} from "agent-identity-wasm";

/**
 * Returns the record of the agent that is kept in a file. If the file does not exist, registers an agent and creates it.
 *
 * @param login `accessToken` and `account`, which has `accountId`, `chatgptUserId` and `planType`
 * @param options what `registerAgent` takes: nothing in production; `endpoints`, `authApiBaseUrl` and `fetch` in a test
 */
export async function keptRecord(file, login, options = {}) {
  const text = await readFile(file, "utf8").catch((error) => {
    if (error.code !== "ENOENT") throw error;
  });
  return text === undefined ? register(file, login, options) : readAuthJson(text).record;
}

async function register(file, login, options) {
  // The file comes before the agent: its key exists only once. "wx" fails if another process is registering.
  const handle = await open(file, "wx", 0o600);
  try {
    const { record } = await registerAgent({
      ...login,
      billOfMaterials: {
        agentVersion: "1.0.0",
        agentHarnessId: "codex-cli",
        runningLocation: `exec-${process.platform}`,
      },
      ...options,
    });
    await handle.writeFile(writeAuthJson("{}", record));
    return record;
  } catch (error) {
    await rm(file);
    throw error;
  } finally {
    await handle.close();
  }
}

/** Returns a `fetch` that signs as this agent. */
export function signedFetchOf(record, options = {}) {
  const { agentRuntimeId, agentPrivateKey, accountId, fedramp } = record;
  const identity = new AgentIdentity(agentRuntimeId, AgentKey.fromPkcs8(agentPrivateKey));
  return agentFetch(new AgentTasks(identity, options), { accountId, fedramp, fetch: options.fetch });
}
