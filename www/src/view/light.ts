import type { Part } from "../text/token-parts.js";

/** Which part of the token is pointed at, here or in the envelope. */
export interface Light {
  readonly lit: Part | undefined;
  readonly light: (part: Part | undefined) => void;
}
