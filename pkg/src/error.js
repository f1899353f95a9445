// @ts-check

/** The refusals of this package. WebAssembly makes them too, so that every one is of this class. */
export class AgentIdentityError extends Error {
  /**
   * @param {import("../types/index.js").AgentIdentityErrorCode} code
   * @param {string} message
   * @param {[cause?: unknown]} rest
   */
  constructor(code, message, ...rest) {
    super(message, rest.length > 0 ? { cause: rest[0] } : undefined);
    this.code = code;
  }

  get name() {
    return /** @type {const} */ ("AgentIdentityError");
  }
}

/**
 * ESM, CJS and slim have a class each, so this goes by name and code.
 * @param {unknown} value
 * @param {string} [code]
 * @returns {value is import("../types/index.js").AgentIdentityError}
 */
export function isAgentIdentityError(value, code) {
  try {
    const { name, code: found } = /** @type {{ name?: unknown, code?: unknown }} */ (value);
    return (
      name === "AgentIdentityError" && typeof found === "string" && (code === undefined || code === found)
    );
  } catch {
    return false;
  }
}
