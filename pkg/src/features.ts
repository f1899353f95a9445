/** Experimental features and their defaults. */
export const features: readonly {
  readonly key: "use_agent_identity";
  readonly stage: "experimental";
  readonly defaultEnabled: false;
  readonly description: string;
}[] = Object.freeze([
  // The core has the same list. It is repeated as a constant so that reading it loads nothing; a test compares the two.
  Object.freeze({
    key: "use_agent_identity",
    stage: "experimental",
    defaultEnabled: false,
    description: "Register an agent identity for ChatGPT auth and sign first-party requests with it.",
  } as const),
]);
