import type { Part } from "../text/token-parts.js";

/** Which part of the token is pointed at, here or in the envelope. */
export interface Light {
  readonly lit: Part | undefined;
  readonly point: (part: Part | undefined) => void;
  readonly focus: (part: Part | undefined) => void;
}
