interface Policy {
  createScriptURL(url: string): unknown;
}

interface Factory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

let policy: Policy | undefined;

/**
 * Returns the URL of a worker's script in the form that a policy of trusted types asks for. It throws if the policy of the
 * page does not allow the name `inspector`.
 */
export function script(url: URL): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Factory };
  if (!trustedTypes) return url.href;
  policy ??= trustedTypes.createPolicy("inspector", { createScriptURL: ownScript });
  return policy.createScriptURL(url.href) as string;
}

/** A worker's script comes from the origin of the page; `blob:` URLs have the origin that made them. */
function ownScript(url: string): string {
  if (new URL(url).origin !== location.origin) throw new TypeError("not a script of this origin");
  return url;
}
