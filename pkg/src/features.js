// @ts-check

/** The core's own list, here as a constant so that reading it loads nothing; a test compares the two. */
export const features = Object.freeze([
  Object.freeze({
    key: /** @type {const} */ ("use_agent_identity"),
    stage: /** @type {const} */ ("experimental"),
    defaultEnabled: /** @type {const} */ (false),
    description: "Register an agent identity for ChatGPT auth and sign first-party requests with it.",
  }),
]);
