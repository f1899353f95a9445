import {
  AgentTasks,
  type Endpoints,
  isAgentIdentityError,
  parseTime,
  RemoteJwks,
  verifyAgentIdentityJwt,
} from "agent-identity-wasm";
import { clockLine } from "./clock.js";
import { explain, type Line } from "./line.js";
import type { SigningIdentity } from "./signing-identity.js";

/** Registers a task and explains the answer. Also compares the clocks by the `Date` header of the answer. */
export async function checkOnline(
  signing: SigningIdentity | undefined,
  { authApiBaseUrl, jwksUrl }: Endpoints,
): Promise<Line[]> {
  if (!signing) {
    const text =
      "Nothing was tried online, because the client does not sign with an agent identity of this file.";
    return [{ level: "warning", text }];
  }
  const jwt = signing.jwt === undefined ? [] : [await checkJwt(signing.jwt, jwksUrl)];
  return [...jwt, ...(await registerTask(signing, authApiBaseUrl))];
}

/** Checks the JWT with the authority's keys, as the client does before anything else. */
async function checkJwt(jwt: string, jwksUrl: string): Promise<Line> {
  return attempt("The token was not verified. ", async () => {
    await verifyAgentIdentityJwt(jwt, new RemoteJwks(jwksUrl));
    return `The token's signature is right: ${jwksUrl} has the key.`;
  });
}

async function registerTask({ identity }: SigningIdentity, authApiBaseUrl: string): Promise<Line[]> {
  let clock: Line | undefined;
  const tasks = new AgentTasks(identity, {
    authApiBaseUrl,
    retries: 0,
    fetch: async (url, init) => {
      const response = await fetch(url, init);
      clock = clockOf(response.headers.get("date"));
      return response;
    },
  });
  const answer = await attempt("No task was registered. ", async () => {
    const { taskId } = await tasks.background();
    return `The authority accepts this identity: ${authApiBaseUrl} registered the task ${taskId}.`;
  });
  return clock ? [answer, clock] : [answer];
}

async function attempt(failure: string, work: () => Promise<string>): Promise<Line> {
  try {
    return { level: "ok", text: await work() };
  } catch (error) {
    if (!isAgentIdentityError(error)) throw error;
    const line = explain("error", error);
    return { ...line, text: `${failure}${line.text}` };
  }
}

function clockOf(date: string | null): Line | undefined {
  try {
    return date === null ? undefined : clockLine((Date.now() - parseTime(date)) / 1000);
  } catch (error) {
    if (isAgentIdentityError(error)) return undefined;
    throw error;
  }
}
