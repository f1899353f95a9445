const EXPIRES = 4_102_444_800; // 2100-01-01

const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A ChatGPT token with these claims. The client does not verify its signature (PROTOCOL §8). */
function chatgptToken({ accountId, chatgptUserId, email, planType, fedramp }) {
  const claims = {
    email,
    exp: EXPIRES,
    "https://api.openai.com/auth": {
      chatgpt_account_id: accountId,
      chatgpt_user_id: chatgptUserId,
      chatgpt_plan_type: planType,
      chatgpt_account_is_fedramp: fedramp,
    },
  };
  return [{ alg: "none", typ: "JWT" }, claims, "signature"].map(part).join(".");
}

export const account = (fedramp = false) => ({
  accountId: "account-0001",
  chatgptUserId: "user-0001",
  email: "agent@example.com",
  planType: "pro",
  fedramp,
});

/** An `auth.json` of somebody who is logged in to ChatGPT. */
export function chatgptAuth(of) {
  const token = chatgptToken(of);
  const tokens = { id_token: token, access_token: token, refresh_token: "refresh", account_id: of.accountId };
  const last_refresh = new Date().toISOString();
  return `${JSON.stringify({ auth_mode: "chatgpt", OPENAI_API_KEY: null, tokens, last_refresh }, null, 2)}\n`;
}
