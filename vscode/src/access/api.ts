/**
 * The API that `activate` returns, for other extensions. Copy this file into your extension to have its types.
 *
 * ```ts
 * const extension = vscode.extensions.getExtension<AgentIdentityApi>("agent-identity.agent-identity");
 * const agentIdentity = await extension?.activate();
 * const response = await agentIdentity?.fetch("https://chatgpt.com/backend-api/me", { thread: "thread-7" });
 * ```
 *
 * The first call of an extension asks the user. A call that is not allowed rejects with an `AgentIdentityAccessError`; a
 * task that cannot be registered and an origin that is not allowed reject with an error of the package
 * `agent-identity-wasm`, which has a `code` too.
 */
export interface AgentIdentityApi {
  /**
   * Returns `Authorization`, `ChatGPT-Account-ID` and, for a FedRAMP account, `X-OpenAI-Fedramp` for one request or one
   * WebSocket connection attempt. They are signed now and not to be kept. Send them to the service of the identity only.
   *
   * @param thread your own name for the piece of work, such as the id of a conversation; background work unless given
   */
  headers(thread?: string): Promise<Record<string, string>>;

  /**
   * A `fetch` that signs. It sends requests to the identity's own service and to the origins that the user has allowed
   * (`agentIdentity.allowedOrigins`), and to no other: such a request rejects with the code `origin_not_allowed`.
   * Redirects are not followed. If the task is gone, it registers a new one and sends the request once more.
   */
  fetch(input: string | URL | Request, init?: RequestInit & { thread?: string }): Promise<Response>;
}

/** Why a call was refused. */
export interface AgentIdentityAccessError extends Error {
  readonly name: "AgentIdentityAccessError";
  /**
   * - `access_denied`: the user does not let your extension sign.
   * - `caller_unknown`: the call did not come from the code of an installed extension. Call the function from your own
   *   code; do not hand it to a timer.
   * - `identity_missing`: the user has not added an identity yet.
   * - `workspace_untrusted`: the workspace is in Restricted Mode.
   */
  readonly code: "access_denied" | "caller_unknown" | "identity_missing" | "workspace_untrusted";
}
