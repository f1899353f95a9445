import {
  AgentIdentity,
  AgentKey,
  AgentTasks,
  agentFetch,
  isAgentIdentityError,
  registerAgent,
} from "agent-identity-wasm";

const SECRET = "agent-identity";

/**
 * Signs in: with the agent that was kept, or with a new one that is registered for the account and kept.
 *
 * @param secrets VS Code's `context.secrets`, or anything with `get`, `store` and `delete`
 * @param login what ChatGPT's login gives: `accessToken` and `account`
 * @param backend the base URL of the service that is asked, `https://chatgpt.com/backend-api/codex` for example
 * @param options what `registerAgent`, `AgentTasks` and `agentFetch` take: nothing in production, `fetch` in a test
 */
export async function signIn({ secrets, login, backend, options = {} }) {
  const kept = await secrets.get(SECRET);
  const agent = kept ? JSON.parse(kept) : await register(login, options);
  if (!kept) await secrets.store(SECRET, JSON.stringify(agent));
  const identity = new AgentIdentity(agent.agentRuntimeId, AgentKey.fromPkcs8(agent.agentPrivateKey));
  const signedFetch = agentFetch(new AgentTasks(identity, options), {
    accountId: agent.accountId,
    fedramp: agent.fedramp,
    allowedOrigins: [new URL(backend).origin],
    ...(options.fetch && { fetch: options.fetch }),
  });
  return new Session(signedFetch, backend, () => secrets.delete(SECRET));
}

async function register({ accessToken, account }, options) {
  const billOfMaterials = {
    agentVersion: "1.0.0",
    agentHarnessId: "codex-app",
    runningLocation: `vscode-${globalThis.process?.platform ?? "web"}`,
  };
  const { record } = await registerAgent({ accessToken, account, billOfMaterials, ...options });
  return record;
}

export class SignedOutError extends Error {}

class Session {
  #fetch;
  #backend;
  #forgetAgent;

  constructor(signedFetch, backend, forgetAgent) {
    this.#fetch = signedFetch;
    this.#backend = backend;
    this.#forgetAgent = forgetAgent;
  }

  /** Asks in a conversation, and yields the answer piece by piece. */
  async *ask(conversationId, input, { signal } = {}) {
    const response = await this.#fetch(`${this.#backend}/responses`, {
      thread: conversationId,
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ input, stream: true }),
      signal,
    }).catch((error) => this.#explain(error));
    if (!response.ok) await this.#refuse(response);
    for await (const { type, delta, response: result } of eventsOf(response)) {
      if (type === "response.failed") throw new Error(result?.error?.message ?? "The service failed.");
      if (type === "response.output_text.delta") yield delta;
    }
  }

  /** The authority gives no task to an agent that was revoked (403) or that it does not know any more (404). */
  async #explain(error) {
    if (isAgentIdentityError(error, "response_status") && [403, 404].includes(error.status))
      await this.#signOut();
    throw error;
  }

  async #refuse(response) {
    const answer = await response.json().catch(() => undefined);
    if (answer?.error?.code !== "agent_revoked")
      throw new Error(`The service answered with status ${response.status}.`);
    await this.#signOut();
  }

  /** The next login registers another agent. After any other refusal the key is still good. */
  async #signOut() {
    await this.#forgetAgent();
    throw new SignedOutError("Sign in again.");
  }
}

/** The events of an event stream, whose data is JSON on one line. Lines without data keep the connection open. */
async function* eventsOf(response) {
  for await (const line of linesOf(response)) {
    const data = /^data: ?(.*)$/.exec(line)?.[1];
    if (data && data !== "[DONE]") yield JSON.parse(data);
  }
}

async function* linesOf(response) {
  let text = "";
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (text + chunk).split(/\r?\n/);
    text = lines.pop();
    yield* lines;
  }
  yield text;
}
