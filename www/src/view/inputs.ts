import { html, nothing, type TemplateResult } from "lit";
import type { Form } from "../model/form.js";
import type { Report } from "../model/report.js";
import { strings } from "../strings.js";
import { type ConditionActions, conditions } from "./conditions.js";
import { keyListNote } from "./key-note.js";
import { textBox } from "./text-box.js";

const words = strings.inputs;

export interface InputActions extends ConditionActions {
  readonly makeLink: () => void;
}

export const inputs = (
  form: Form,
  report: Report,
  notices: Notices,
  actions: InputActions,
): TemplateResult => html`
  <section class="inputs" aria-label=${words.region}>
    <div class="notice" role="alert" ?hidden=${!notices.secret}>${notices.secret}</div>
    ${textBox({
      id: "text",
      label: words.text,
      rows: 7,
      value: form.text,
      invalid: report.checks.form === "failed",
      note: words.textHint,
      placeholder: report.document?.isSecret ? words.documentHidden : "",
      take: (text) => actions.change({ text }),
    })}
    ${textBox({
      id: "key",
      label: words.key,
      rows: 3,
      value: form.publicKey,
      invalid: report.key.refusal !== undefined,
      note: keyNote(report),
      take: (publicKey) => actions.change({ publicKey }),
    })}
    ${conditions(form, report, actions)}
    ${notices.offersLink ? link(form.text.trim() !== "" && !report.document, notices, actions) : nothing}
  </section>
`;

function keyNote({ key, document, signedBy }: Report) {
  if (key.keySet !== undefined) return words.keySetRead(key.keySet);
  const hint = document?.kind === "jwt" ? words.keySetHint : words.keyHint;
  return keyListNote(key.fingerprints, key.refusal, hint, signedBy);
}

/** A link can hold a header, but no other document. */
const link = (isPossible: boolean, notices: Notices, actions: InputActions) => html`
  <div class="link">
    <button type="button" ?disabled=${!isPossible} aria-describedby="link-note" @click=${actions.makeLink}>${strings.link.make}</button>
    <div class="note"><span role="status">${notices.link}</span> <span id="link-note">${strings.link.warning}</span></div>
  </div>
`;

/** The notices beside the boxes. */
export interface Notices {
  readonly offersLink: boolean;
  readonly secret: string;
  readonly link: string;
}
