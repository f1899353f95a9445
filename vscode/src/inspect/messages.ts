import type { DocumentReport } from "./report.js";

/** The messages to the webview. Their texts hold no secret other than assertions. */
export type ToWebview =
  | { readonly type: "start"; readonly wasm: Uint8Array }
  | { readonly type: "text"; readonly text: string; readonly publicKeys: readonly string[] }
  | {
      readonly type: "bulk";
      readonly name: string;
      readonly text: string;
      readonly publicKeys: readonly string[];
    }
  | { readonly type: "report"; readonly report: DocumentReport }
  | { readonly type: "error"; readonly message: string };

/** The messages from the webview. */
export type FromWebview =
  | { readonly type: "ready" }
  | { readonly type: "started" }
  | { readonly type: "failed"; readonly code: string };

export function isFromWebview(value: unknown): value is FromWebview {
  const { type } = Object(value);
  return type === "ready" || type === "started" || type === "failed";
}
