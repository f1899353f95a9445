import { type AgentIdentityRecord, type AuthSnapshot, planAuth } from "agent-identity-wasm";
import type { Line } from "./line.js";

const MODES = new Map([
  ["apikey", "an OpenAI API key"],
  ["chatgpt", "a ChatGPT account"],
  ["chatgptAuthTokens", "ChatGPT tokens that another program provides"],
  ["headers", "headers that another program provides"],
  ["agentIdentity", "an agent identity, a key of its own with which it signs its requests"],
  ["personalAccessToken", "a personal access token"],
  ["bedrockApiKey", "an Amazon Bedrock key"],
]);

/** Says how the client logs in, and whether it signs requests. */
export function describeLogin(
  snapshot: AuthSnapshot,
  authMode: string | undefined,
  useAgentIdentity: boolean,
): Line[] {
  return [loginLine(snapshot, authMode), ...signingLines(snapshot, useAgentIdentity)];
}

function loginLine(snapshot: AuthSnapshot, authMode: string | undefined): Line {
  const mode = modeOf(snapshot);
  const means = MODES.get(mode);
  if (!means) {
    return {
      level: "warning",
      text: `The file names a login mode that is not known here: "${mode}".`,
      advice: "Check the spelling of auth_mode, or update this program.",
    };
  }
  const reason =
    authMode === undefined
      ? "The file has no auth_mode, so the client takes what it finds."
      : `auth_mode is "${authMode}".`;
  return { level: "ok", text: `The client logs in with ${means}. ${reason}` };
}

function modeOf(snapshot: AuthSnapshot): string {
  if (snapshot.mode === "other") return snapshot.authMode;
  return snapshot.mode === "apiKey" ? "apikey" : snapshot.mode;
}

function signingLines(snapshot: AuthSnapshot, useAgentIdentity: boolean): Line[] {
  const plan = planAuth(snapshot, { useAgentIdentity });
  if (plan.use === "agentIdentity")
    return [{ level: "ok", text: `It signs as agent ${plan.record.agentRuntimeId}.` }];
  if (plan.use === "register") {
    const text =
      "It registers a new agent for this account, stores it in this file, and signs its requests with it.";
    return [{ level: "info", text }, ...(plan.replaces ? [otherAccount(plan.replaces)] : [])];
  }
  if (plan.because === "feature_off") {
    return [
      {
        level: "info",
        text: "It does not sign requests, because its feature use_agent_identity is off.",
        advice:
          "To turn it on, start the client with --enable use_agent_identity. To see what happens then, use --feature here.",
      },
    ];
  }
  return [{ level: "info", text: "With this login it never signs requests with an agent identity." }];
}

const otherAccount = ({ agentRuntimeId }: AgentIdentityRecord): Line => ({
  level: "warning",
  text: `The stored agent ${agentRuntimeId} belongs to another account or user, so the client replaces it.`,
});
