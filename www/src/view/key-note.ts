import { html } from "lit";
import type { Refusal } from "../model/refusal.js";
import { strings } from "../strings.js";
import { foreign } from "./visible.js";

const words = strings.inputs;
const MOST_SHOWN = 8;

/** Returns the note below a key box: the keys that were read, or why none was. */
export function keyListNote(
  fingerprints: readonly string[],
  refusal: Refusal | undefined,
  hint: string,
  matching?: string,
) {
  if (fingerprints.length === 0) return refusal ? fault(refusal) : hint;
  const shown = fingerprints.slice(0, MOST_SHOWN);
  const more = fingerprints.length - shown.length;
  return html`
    ${fingerprints.length === 1 ? words.keyRead : words.keysRead(fingerprints.length)}
    ${shown.map((fingerprint) => html`<code class="fingerprint" data-matches=${fingerprint === matching}>${fingerprint}</code>${fingerprint === matching && fingerprints.length > 1 ? html` <b class="match">${words.matches}</b>` : ""} `)}
    ${more > 0 ? words.moreKeys(more) : ""} ${refusal ? fault(refusal) : ""}
  `;
}

export const fault = ({ message }: Refusal) => html`<span class="fault">${foreign(sentence(message))}</span>`;

export const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
