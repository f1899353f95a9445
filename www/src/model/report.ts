import type { Assertion } from "agent-identity-wasm";
import type { Checks } from "./checks.js";
import type { Faults } from "./conditions.js";
import type { Document } from "./document.js";
import type { Finding } from "./findings.js";
import type { Form } from "./form.js";
import type { HeaderParts } from "./header-text.js";
import type { ReadKey } from "./key-reader.js";

export type Status = "valid" | "invalid" | "unverified";

/** Everything that the page shows about what was pasted. */
export interface Report {
  readonly status: Status;
  readonly reason: string;
  readonly code?: string;
  readonly checks: Checks;
  readonly findings: readonly Finding[];
  /** The verdict on which there is advice although it is not a refusal. */
  readonly verdictAdvice?: "valid" | "not_judged";
  /** Says for a valid header what it does not prove. */
  readonly caution?: string;
  readonly key: ReadKey;
  readonly clock: Form["clock"];
  /** Why the package does not take a condition, for each that it does not take. */
  readonly faults: Faults;
  /** When it was judged; `undefined` where the time given cannot be read. */
  readonly now: number | undefined;
  readonly parts?: HeaderParts;
  /** The header that was judged. */
  readonly header?: string;
  /** The fingerprint of the key that it is signed by. */
  readonly signedBy?: string;
  readonly json?: string;
  /** The document that was entered, if it is not an assertion. */
  readonly document?: Document;
  /** The members of the assertion that could be read. */
  readonly assertion?: Partial<Assertion>;
}
