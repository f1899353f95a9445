import { decodeUnverifiedAgentIdentityJwt } from "agent-identity-wasm";
import { RecordingAuthority } from "../../support/recording-authority.mjs";
import { account, chatgptAuth } from "./accounts.mjs";
import { Home } from "./client.mjs";

export const MODES = ["chatgpt", "chatgpt-fedramp", "jwt"];

const AGENT = "agent-runtime-0001";
const NEVER = 4_102_444_800; // 2100-01-01: the recordings are verified again and again

/** Runs the client once in this mode, and returns what `tests/vectors` keeps of it. */
export async function record(client, mode) {
  const isJwt = mode === "jwt";
  const fedramp = mode === "chatgpt-fedramp";
  const taskId = isJwt ? "task-0001-é-雪" : "task-0001";
  const newId = (kind) => (kind === "agent" ? AGENT : taskId);
  const authority = new RecordingAuthority({ newId, sealTaskIds: isJwt });
  const home = new Home(client);
  try {
    const recorded_at = new Date().toISOString();
    const jwt = isJwt
      ? await authority.issueJwt({ ...account(), agentRuntimeId: AGENT, exp: NEVER })
      : undefined;
    if (!isJwt) home.auth = chatgptAuth(account(fedramp));
    const { code, output } = await home.exec(authority, {
      websockets: true,
      ...(isJwt
        ? { environment: { CODEX_ACCESS_TOKEN: jwt } }
        : { arguments: ["--enable", "use_agent_identity"] }),
    });
    if (code !== 0) throw new Error(`codex ${client.version} (${mode}) ended with ${code}:\n${output}`);
    const { answer } = authority.requests.find(({ path }) => path.endsWith("/task/register"));
    return {
      client: `codex-cli ${client.version}`,
      mode: isJwt ? "jwt" : "chatgpt",
      fedramp,
      recorded_at,
      exit_code: code,
      authority: { ...(isJwt && { jwks: authority.jwks, jwt }), task_response: answer, task_id: taskId },
      ...(isJwt
        ? { identity: identityOf(jwt, authority) }
        : { auth_json_agent_identity: JSON.parse(home.auth).agent_identity }),
      requests: requestsOf(authority),
    };
  } finally {
    home.remove();
  }
}

function identityOf(jwt, authority) {
  const { agentRuntimeId, agentPrivateKey } = decodeUnverifiedAgentIdentityJwt(jwt);
  const { publicKey } = authority.agents.get(agentRuntimeId);
  return {
    agent_runtime_id: agentRuntimeId,
    private_key_pkcs8_base64: agentPrivateKey,
    public_key_hex: Buffer.from(publicKey.toBytes()).toString("hex"),
  };
}

const HEADERS = [
  ...["authorization", "chatgpt-account-id", "x-openai-fedramp", "content-type"],
  ...["user-agent", "originator", "accept"],
];

/** The requests that are about agent identities, each once, without the access token and without a model's input. */
function requestsOf({ requests }) {
  const texts = requests
    .filter(
      ({ path, headers }) =>
        /jwks$|register$/.test(path) || headers.authorization?.startsWith("AgentAssertion"),
    )
    .map(({ method, upgrade, path, headers, body }) =>
      JSON.stringify({
        method,
        ...(upgrade && { upgrade }),
        path,
        headers: Object.fromEntries(
          HEADERS.filter((name) => name in headers).map((name) => [
            name,
            headers[name].replace(/^Bearer .*/, "Bearer <access token>"),
          ]),
        ),
        ...(path.endsWith("register") && { body }),
      }),
    );
  return [...new Set(texts)].map((text) => JSON.parse(text));
}
