interface Policy {
  createScriptURL(url: string): unknown;
}

interface Factory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

let policy: Policy | undefined;

/** A script of this page's own, in the form that its policy asks for where the browser knows of such. */
export function script(url: URL): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Factory };
  if (!trustedTypes) return url.href;
  policy ??= trustedTypes.createPolicy("inspector", { createScriptURL: ownScript });
  return policy.createScriptURL(url.href) as string;
}

function ownScript(url: string): string {
  if (new URL(url).origin !== new URL(import.meta.url).origin)
    throw new TypeError("not a script of this page");
  return url;
}
