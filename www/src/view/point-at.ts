import type { Range } from "./raw.js";

/** Selects a range of a text box and brings it into view. */
export function select(box: HTMLTextAreaElement, { start, end }: Range) {
  // A browser scrolls a box to where its caret is when it gains the focus, but not to a selection.
  box.blur();
  box.setSelectionRange(start, start);
  box.focus();
  box.setSelectionRange(start, end);
  box.scrollIntoView({ block: "nearest" });
}

/** Brings what is marked into view, and the keyboard to the box around it. */
export function goToMark(box: HTMLElement) {
  box.focus({ preventScroll: true });
  box.querySelector("mark")?.scrollIntoView({ block: "center" });
}
