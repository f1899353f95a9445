import { strings } from "../strings.js";
import type { Form } from "./form.js";
import { findSecrets, publicHalves, type Secret, withoutSecrets } from "./secrets.js";

const words = strings.secrets;

/** The form without private keys, their public halves in the key box, and what to say about it. */
export function cleared(form: Form, change: Partial<Form>): { form: Form; notice: string } {
  const inText = change.text === undefined ? [] : findSecrets(form.text);
  const inKeys = change.publicKey === undefined ? [] : findSecrets(form.publicKey);
  const secrets = [...inText, ...inKeys];
  if (secrets.length === 0) return { form, notice: "" };
  const halves = publicHalves(secrets);
  const rest = withoutSecrets(form.publicKey, inKeys, "").trim();
  const known = rest.split("\n");
  const keys = [rest, ...halves.filter((line) => !known.includes(line))].filter(Boolean);
  return {
    form: { ...form, text: withoutSecrets(form.text, inText, words.removed), publicKey: keys.join("\n") },
    notice: notice(secrets, halves),
  };
}

function notice([first]: readonly Secret[], halves: readonly string[]): string {
  if (halves.length === 0 || !first) return words.damaged;
  return words[first.kind];
}
