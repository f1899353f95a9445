import "agent-identity-inspector";
import { init } from "agent-identity-wasm";
import { bulkSheet, inspectorSheet } from "./theme.js";

/** The view of the inspector for files. */
type Bulk = HTMLElement & { keys: string; take(file: File): void };

/** The one place that knows the inspector element. */
export class Inspector {
  readonly #element = document.createElement("agent-assertion-inspector");

  /** The core must run before the element is made, which would look for it in its own package. */
  static async start(wasm: Uint8Array): Promise<void> {
    await init(wasm);
  }

  async showText(place: HTMLElement, text: string, publicKeys: readonly string[]) {
    const element = await this.#show(place, "inspect");
    element.publicKeys = publicKeys;
    element.text = text;
  }

  async showBulk(place: HTMLElement, file: File, publicKeys: readonly string[]) {
    const element = await this.#show(place, "bulk");
    element.publicKeys = publicKeys;
    // The element loads this view when it is shown for the first time.
    await customElements.whenDefined("agent-assertion-bulk");
    const bulk = element.shadowRoot?.querySelector<Bulk>("agent-assertion-bulk");
    if (!bulk) throw new TypeError("the inspector has no view for files");
    if (bulk.shadowRoot) adopt(bulk.shadowRoot, bulkSheet);
    bulk.keys = publicKeys.join("\n");
    // `open` would show a small file in Inspect.
    bulk.take(file);
  }

  async #show(place: HTMLElement, view: "inspect" | "bulk") {
    const element = this.#element;
    if (element.parentElement !== place) place.replaceChildren(element);
    element.view = view;
    await element.updateComplete;
    if (element.shadowRoot) adopt(element.shadowRoot, inspectorSheet);
    return element;
  }
}

function adopt(root: ShadowRoot, sheet: CSSStyleSheet) {
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
