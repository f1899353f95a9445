import { listen, TestAuthority } from "agent-identity-wasm/authority";

/** An authority that listens, and an `auth.json` of one of its agents, whose JWT it has issued. */
export async function startAuthority() {
  const authority = new TestAuthority();
  const server = await listen(authority);
  const jwt = await authority.issueJwt({ agentRuntimeId: "agent-of-launcher" });
  return {
    authority,
    url: server.url,
    jwt,
    authJson: JSON.stringify({ auth_mode: "agentIdentity", agent_identity: jwt }),
    settings: { "agentIdentity.chatgptBaseUrl": server.url, "agentIdentity.authApiBaseUrl": server.url },
    events: (route) => authority.events.filter((event) => event.route === route),
    close: () => server.close(),
  };
}

/** A browser sends requests to another origin only if its answers allow it. A service for web extensions does. */
export const allowFromBrowsers = (context, url) =>
  context.route(`${url}/**`, async (route) => {
    const cors = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
    if (route.request().method() === "OPTIONS") return route.fulfill({ status: 204, headers: cors });
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), ...cors } });
  });
