import type { VerifyOptions } from "agent-identity-wasm";
import type { Status } from "../model/report.js";

/** The task of the worker. */
export interface Job {
  readonly file: Blob;
  /** OpenSSH lines. */
  readonly keys: readonly string[];
  readonly options: VerifyOptions;
  readonly ignoreAge: boolean;
}

/** One assertion that was found, and what became of it. */
export interface Row {
  /** The index among all assertions found, from 0. */
  readonly index: number;
  readonly status: Status;
  readonly code?: string;
  readonly message?: string;
  /** When it was signed, in milliseconds since 1970. */
  readonly time?: number;
  readonly runtimeId?: string;
  readonly taskId?: string;
  readonly url?: string;
  readonly method?: string;
  readonly line: number;
  readonly entry?: number;
  readonly header: string;
  /** The fingerprint of the key that it is signed by. */
  readonly signedBy?: string;
}

export type News =
  | { readonly kind: "rows"; readonly rows: Row[]; readonly bytes: number }
  | { readonly kind: "done"; readonly isHar: boolean }
  | { readonly kind: "failed"; readonly message: string; readonly isDamagedGzip: boolean };
