import { clearedText } from "../model/cleared.js";

type Field = HTMLInputElement | HTMLTextAreaElement;

/** A listener that hands on what a field now holds. */
export const onValue = (take: (value: string) => void) => (event: Event) =>
  take((event.currentTarget as Field).value);

/**
 * Removes secrets from lines that are pasted into a box of one line, if they would no longer be found there: such a box
 * takes out line ends. Every other secret is found once it is in the box.
 */
export function pasteWithoutSecrets(event: ClipboardEvent) {
  const box = event.composedPath()[0];
  if (!(box instanceof HTMLInputElement) || box.type === "file") return;
  const pasted = event.clipboardData?.getData("text/plain") ?? "";
  const { text, removed } = clearedText(pasted);
  if (removed.length <= clearedText(pasted.replaceAll(/[\r\n]/g, "")).removed.length) return;
  event.preventDefault();
  box.setRangeText(text, box.selectionStart ?? 0, box.selectionEnd ?? 0, "end");
  box.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
}
