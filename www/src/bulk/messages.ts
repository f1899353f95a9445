import type { VerifyOptions } from "agent-identity-wasm";
import type { CompiledCore } from "../core/compiled-core.js";
import type { Status } from "../model/report.js";

/** The time by which ages are judged: that of each request, a given one in milliseconds since 1970, or none. */
export type JudgedBy = "sent" | "any" | number;

/** The task of the worker. */
export interface Job {
  readonly file: Blob;
  /** OpenSSH lines. */
  readonly keys: readonly string[];
  readonly options: Pick<VerifyOptions, "expectedAgentRuntimeId" | "expectedTaskId">;
  readonly at: JudgedBy;
  /** The time of a request whose time the file does not tell, in milliseconds since 1970. */
  readonly now: number;
  /** The core, if the worker's script does not contain it. */
  readonly core: CompiledCore | undefined;
}

/** An assertion that was found, and its verdict. */
export interface Row {
  /** The index among all assertions found, from 0. */
  readonly index: number;
  readonly status: Status;
  readonly code?: string;
  readonly message?: string;
  /** True if it is not valid, or if the answer was an error. */
  readonly failed: boolean;
  /** When it was signed, in milliseconds since 1970. */
  readonly time?: number;
  /** When the request was sent, in milliseconds since 1970, if the file tells. */
  readonly sentAt?: number;
  /** The signer's clock minus the time of the request, in seconds. */
  readonly clockSeconds?: number;
  /** The status of the answer, if the file tells. */
  readonly answer?: number;
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
  | { readonly kind: "rows"; readonly rows: Row[]; readonly bytes: number; readonly summary: string }
  | { readonly kind: "done"; readonly isHar: boolean }
  | { readonly kind: "failed"; readonly message: string; readonly isDamagedGzip: boolean };
