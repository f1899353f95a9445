import { strings } from "../strings.js";
import { bodiesIn } from "./bodies.js";
import { type Form, TEXT_BOXES } from "./form.js";
import { publicHalves } from "./public-halves.js";
import { isSecretFile, replaced, secretsIn } from "./secrets.js";

const words = strings.secrets;

type Removed = keyof typeof words.removed;

interface Part {
  readonly kind: Removed;
  readonly start: number;
  readonly end: number;
}

export interface ClearedText {
  readonly text: string;
  /** Public halves of the private keys that were in the text, as OpenSSH lines. */
  readonly publicKeys: readonly string[];
  /** The kinds of secrets that were removed, the most important first. */
  readonly removed: readonly Removed[];
}

/** Removes every secret from a text, and the bodies of requests. */
export function clearedText(text: string): ClearedText {
  const secrets = secretsIn(text);
  const parts = withoutOverlaps([
    ...secrets,
    ...bodiesIn(text).map((body) => ({ kind: "body" as const, ...body })),
  ]);
  if (parts.length === 0) return { text, publicKeys: [], removed: [] };
  const rest = isSecretFile(text) ? "" : replaced(text, parts, ({ kind }) => words.removed[kind]);
  const order = Object.keys(words.removed) as Removed[];
  return {
    text: isMark(rest) ? "" : rest,
    publicKeys: publicHalves(text, secrets),
    removed: order.filter((kind) => parts.some((part) => part.kind === kind)),
  };
}

/** True if nothing is left of a text but the word for what was removed. */
const isMark = (text: string) => (Object.values(words.removed) as string[]).includes(text.trim());

/** In the order of the text. A part that touches the one before it becomes part of it. */
function withoutOverlaps(parts: readonly Part[]): Part[] {
  const kept: Part[] = [];
  for (const part of parts.toSorted((one, other) => one.start - other.start || other.end - one.end)) {
    const last = kept.at(-1);
    if (last && part.start < last.end) kept[kept.length - 1] = { ...last, end: Math.max(last.end, part.end) };
    else kept.push(part);
  }
  return kept;
}

/** Says what was removed. */
export const noticeOf = (removed: readonly Removed[]): string =>
  removed.length === 0 ? "" : words.wasRemoved(removed.map((kind) => words.names[kind]).join(", "));

/** Says what was removed and what became of the private keys among it. */
function noticeWithKeys(removed: readonly Removed[], publicKeys: readonly string[]): string {
  const keys =
    publicKeys.length > 0 ? words.publicHalf : removed.includes("privateKey") ? words.noPublicHalf : "";
  return `${noticeOf(removed)} ${keys}`.trim();
}

/** The form without secrets, the public halves of private keys in the key box, and what to say about it. */
export function cleared(
  form: Form,
  change: Partial<Form>,
): { form: Form; notice: string; removed: readonly Removed[] } {
  const texts = TEXT_BOXES.filter((name) => change[name] !== undefined).map(
    (name) => [name, clearedText(form[name])] as const,
  );
  const removed = [...new Set(texts.flatMap(([, text]) => text.removed))];
  if (removed.length === 0) return { form, notice: "", removed };
  const publicKeys = [...new Set(texts.flatMap(([, text]) => text.publicKeys))];
  const next = { ...form, ...Object.fromEntries(texts.map(([name, { text }]) => [name, text])) };
  return {
    form: { ...next, publicKey: withKeys(next.publicKey, publicKeys) },
    notice: noticeWithKeys(removed, publicKeys),
    removed,
  };
}

/** Adds lines to the key box. Nothing that is left there of a private key can be read, so it goes. */
function withKeys(box: string, lines: readonly string[]): string {
  const isMarked = (line: string) =>
    (Object.values(words.removed) as string[]).some((mark) => line.includes(mark));
  const rest = box.split("\n").filter((line) => line.trim() !== "" && !isMarked(line));
  return [...rest, ...lines.filter((line) => !rest.includes(line))].join("\n");
}
