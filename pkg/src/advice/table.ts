import type { AgentIdentityErrorCode, DocumentNoteCode, InspectionNoteCode } from "agent-identity-wasm";
import type { Advice } from "./advice.js";
import { ARGUMENTS } from "./arguments.js";
import { ASSERTIONS } from "./assertions.js";
import { DOCUMENTS } from "./documents.js";
import { GATEWAY } from "./gateway.js";
import { IDENTITIES } from "./identities.js";
import { KEYS } from "./keys.js";
import { NOTES } from "./notes.js";
import { PACKAGE } from "./package.js";
import { REGISTRATIONS } from "./registrations.js";
import { REQUESTS } from "./requests.js";
import { VERDICTS } from "./verdicts.js";

/** Every code that has advice: of errors, of findings and of verdicts. */
export type KnownCode =
  | AgentIdentityErrorCode
  | InspectionNoteCode
  | DocumentNoteCode
  | "valid"
  | "not_judged";

const groups = {
  ...ARGUMENTS,
  ...PACKAGE,
  ...ASSERTIONS,
  ...KEYS,
  ...REGISTRATIONS,
  ...IDENTITIES,
  ...REQUESTS,
  ...GATEWAY,
  ...NOTES,
  ...DOCUMENTS,
  ...VERDICTS,
} satisfies Record<KnownCode, Advice>;

/** A map, so that names such as `constructor` find nothing. */
export const TABLE: ReadonlyMap<string, Advice> = new Map(
  Object.entries(groups).map((entry) => [entry[0], Object.freeze({ ...entry[1] })]),
);
