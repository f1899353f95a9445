import { html, type TemplateResult } from "lit";
import type { Form } from "../model/form.js";
import type { ReadKey } from "../model/key-reader.js";
import type { Report } from "../model/report.js";
import { strings } from "../strings.js";
import { type ConditionActions, conditions } from "./conditions.js";
import { textBox } from "./text-box.js";
import { foreign } from "./visible.js";

const words = strings.inputs;

export interface InputActions extends ConditionActions {
  readonly usePublicHalf: () => void;
}

export const inputs = (form: Form, report: Report, actions: InputActions): TemplateResult => html`
  <section class="inputs" aria-label=${words.region}>
    ${textBox({
      id: "text",
      label: words.text,
      rows: 7,
      value: form.text,
      invalid: report.checks.form === "failed",
      note: words.textHint,
      take: (text) => actions.change({ text }),
    })}
    ${textBox({
      id: "key",
      label: words.key,
      rows: 3,
      value: form.publicKey,
      invalid: report.key.refusal !== undefined,
      note: keyNote(report.key, actions),
      take: (publicKey) => actions.change({ publicKey }),
    })}
    ${conditions(form, report, actions)}
  </section>
`;

function keyNote({ fingerprint, refusal }: ReadKey, actions: InputActions) {
  if (fingerprint) return html`${words.keyRead} <code class="fingerprint">${fingerprint}</code>`;
  if (refusal?.code === "public_key_is_private") return privateKeyNote(refusal.message, actions);
  if (refusal) return html`<span class="fault">${foreign(sentence(refusal.message))}</span>`;
  return words.keyHint;
}

const privateKeyNote = (message: string, { usePublicHalf }: InputActions) => html`
  <span class="fault">${sentence(message)}</span> ${words.privateKey}
  <button type="button" class="quiet" @click=${usePublicHalf}>${strings.actions.publicHalf}</button>
`;

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
