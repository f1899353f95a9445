// A row of texts.json: a text, in which § stands for a really signed header, and what is found in it.
import { assertion } from "../envelope.mjs";

export const HEADER = assertion();

const filled = (text) => text.replaceAll("§", HEADER);

/** A text with one valid header, of whose request nothing is known but what `about` says. */
export const plain = (name, text, about = {}) => {
  const before = filled(text).split(HEADER)[0];
  const line = before.split("\n").length;
  return { name, text: filled(text), found: [{ header: HEADER, line, ...about }], valid: true };
};

/** A text without an assertion. `inspected` is the header that an inspection shows all the same. */
export const none = (name, text, notes = [], inspected = undefined) => ({
  name,
  text: filled(text),
  found: [],
  ...(inspected === undefined ? {} : { inspected }),
  valid: false,
  notes,
});
