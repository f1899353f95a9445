import type { ExtractedAssertion } from "agent-identity-wasm";
import type { AgeReference, JudgedAssertion } from "agent-identity-wasm/bulk";

/** How each assertion is written. */
export type Format = "text" | "json" | "csv";

/** Everything that a worker needs to judge and to format assertions, as plain data. */
export interface Job {
  /** The public keys as OpenSSH lines. */
  readonly publicKeys: readonly string[];
  readonly at: AgeReference;
  readonly format: Format;
  /** Writes only the assertions that failed. */
  readonly failedOnly: boolean;
  /** Colours the text. */
  readonly styled: boolean;
  readonly expectedAgentRuntimeId?: string;
  readonly expectedTaskId?: string;
}

/** Assertions of one file. */
export interface Batch {
  readonly file: string;
  readonly found: readonly ExtractedAssertion[];
}

export type Row = JudgedAssertion & { readonly file: string };
