import type { FromWebview, ToWebview } from "../inspect/messages.js";
import { Inspector } from "./inspector.js";
import { reportView } from "./report.js";
import { pageSheet } from "./theme.js";

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

const editor = acquireVsCodeApi();
const tell = (message: FromWebview) => editor.postMessage(message);
const place = document.querySelector<HTMLElement>("#content") as HTMLElement;
let inspector: Inspector | undefined;

document.adoptedStyleSheets = [...document.adoptedStyleSheets, pageSheet];

addEventListener("message", ({ data }: MessageEvent<ToWebview>) => {
  take(data).catch((error) => tell({ type: "failed", code: String(error?.code ?? error?.name) }));
});
tell({ type: "ready" });

async function take(message: ToWebview): Promise<void> {
  switch (message.type) {
    case "start":
      await Inspector.start(message.wasm);
      return tell({ type: "started" });
    case "text":
      await show().showText(place, message.text, message.publicKeys);
      break;
    case "bulk":
      await show().showBulk(place, new File([message.text], message.name), message.publicKeys);
      break;
    case "report":
      place.replaceChildren(reportView(message.report));
      break;
    case "error":
      place.replaceChildren(errorView(message.message));
      break;
  }
  place.removeAttribute("aria-busy");
}

function show(): Inspector {
  inspector ??= new Inspector();
  return inspector;
}

function errorView(message: string): HTMLElement {
  const view = document.createElement("p");
  view.className = "error";
  view.setAttribute("role", "alert");
  view.textContent = message;
  return view;
}
