import { html, nothing, type TemplateResult } from "lit";
import type { Document } from "../model/document.js";
import { strings } from "../strings.js";
import { age } from "../text/duration.js";
import { local, utc } from "./time.js";
import { foreign } from "./visible.js";

const words = strings.documents;

type Part = Document["parts"][number];

/** A longer value is cut. */
const MAX_SHOWN_LENGTH = 2000;

/** Members whose value is a time in seconds since 1970 (RFC 7519 §4.1). */
const SECONDS = /(?:^|\.)(?:exp|iat|nbf|auth_time)$/;

/** Shows every part of a document in the same way, whatever its kind. */
export const documentSection = (
  { parts, publicKey }: Document,
  now: number | undefined,
): TemplateResult => html`
  ${parts.length === 0 ? nothing : partsSection(parts, now)}
  ${publicKey ? keySection(publicKey) : nothing}
`;

const partsSection = (parts: readonly Part[], now: number | undefined) => html`
  <section class="card document" aria-labelledby="parts-title">
    <h2 id="parts-title">${words.parts}</h2>
    <dl>${parts.map((part) => row(part, now))}</dl>
  </section>
`;

const row = (part: Part, now: number | undefined) => html`
  <div>
    <dt>${part.name === "" ? words.whole : foreign(part.name)}</dt>
    <dd tabindex="0">${part.secret ? secret() : value(part, now)}</dd>
  </div>
`;

const secret = () => html`<span class="hidden-secret">${words.secret}</span>`;

function value({ name, value }: Part, now: number | undefined) {
  const time = timeOf(name, value);
  return html`
    ${foreign(value.slice(0, MAX_SHOWN_LENGTH))}${value.length > MAX_SHOWN_LENGTH ? words.cut : nothing}
    ${time === undefined ? nothing : html`<span class="line note">${utc(time)} · ${local(time)}${now === undefined ? nothing : html` · ${age(now - time)}`}</span>`}
  `;
}

function timeOf(name: string, value: string): number | undefined {
  if (SECONDS.test(name) && /^\d{1,11}$/.test(value)) return Number(value) * 1000;
  if (!/(?:^|\.)(?:timestamp|last_refresh)$/.test(name)) return undefined;
  const millis = Date.parse(value);
  return Number.isNaN(millis) ? undefined : millis;
}

const keySection = ({ line, fingerprint }: NonNullable<Document["publicKey"]>) => html`
  <section class="card document" aria-labelledby="key-title">
    <h2 id="key-title">${words.publicKey}</h2>
    <p>${foreign(line)}</p>
    <p class="note"><code class="fingerprint">${fingerprint}</code></p>
  </section>
`;
