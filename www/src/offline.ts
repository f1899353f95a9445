import { script } from "./trusted.js";

/** Keeps the page's own files, so that it works without a network. A browser without service workers does without. */
export function workOffline() {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const url = script(new URL("./service-worker.js", document.baseURI));
  navigator.serviceWorker.register(url).catch(() => {});
}
