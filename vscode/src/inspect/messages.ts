import type { DocumentReport } from "./report.js";

/** What the extension tells the webview. No text in it has a secret other than assertions. */
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

/** What the webview tells the extension. */
export type FromWebview =
  | { readonly type: "ready" }
  | { readonly type: "started" }
  | { readonly type: "failed"; readonly code: string };

export function isFromWebview(value: unknown): value is FromWebview {
  const { type } = Object(value);
  return type === "ready" || type === "started" || type === "failed";
}
