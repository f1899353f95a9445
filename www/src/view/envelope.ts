import type { Assertion } from "agent-identity-wasm";
import { html, nothing, type TemplateResult } from "lit";
import type { Report } from "../model/report.js";
import { strings } from "../strings.js";
import { age } from "../text/duration.js";
import { hexGroups } from "../text/hex.js";
import { membersOf } from "../text/json-tokens.js";
import type { Part } from "../text/token-parts.js";
import type { Light } from "./light.js";
import { local, utc } from "./time.js";
import { foreign } from "./visible.js";

const words = strings.envelope;
const MOST_MEMBERS = 50;

type Parts = Partial<Assertion>;

/** Whether anything at all could be read. */
export const hasEnvelope = ({ unsignedMembers: unsigned = {}, ...parts }: Parts) =>
  Object.keys(parts).length > 0 || Object.keys(unsigned).length > 0;

export const envelopeSection = (
  parts: Parts,
  { json, clock, now }: Report,
  light: Light,
): TemplateResult => html`
  <section class="card envelope" aria-labelledby="envelope-title">
    <h2 id="envelope-title">${words.region}</h2>
    <p class="note under-title">${words.hint}</p>
    <dl>
      ${part("agent_runtime_id", words.runtimeId, read(parts.agentRuntimeId, foreign), light)}
      ${part("task_id", words.taskId, read(parts.taskId, foreign), light)}
      ${part(
        "timestamp",
        words.timestamp,
        read(parts.issuedAt, (date) => timestamp(date.getTime(), clock, now)),
        light,
      )}
      ${part("signature", words.signature, read(parts.signature, signature), light)}
      ${parts.signedText === undefined ? nothing : row(words.signedText, signedText(parts.signedText))}
    </dl>
    ${unsignedMembers(parts, json)}
  </section>
`;

const part = (name: Part, title: string, value: unknown, { lit, point, focus }: Light) => html`
  <div data-part=${name} data-lit=${lit === name} @pointerenter=${() => point(name)} @pointerleave=${() => point(undefined)}>
    <dt>${title}</dt>
    <dd tabindex="0" @focus=${() => focus(name)} @blur=${() => focus(undefined)}>${value}</dd>
  </div>
`;

const row = (name: unknown, value: unknown) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const read = <T>(part: T | undefined, show: (part: T) => TemplateResult) =>
  part === undefined ? html`<span class="note">${words.unread}</span>` : show(part);

const timestamp = (issuedAt: number, clock: Report["clock"], now: number | undefined) => html`
  <span class="line">${utc(issuedAt)}</span>
  <span class="line note">${local(issuedAt)} ${words.local}</span>
  ${now === undefined ? nothing : html`<span class="line age">${age(now - issuedAt)} ${clock === "given" ? strings.age.byTheTimeGiven : nothing}</span>`}
`;

const signature = (bytes: Uint8Array) => html`
  <span class="hex">${hexGroups(bytes).map((group) => html`<span>${group}</span> `)}</span>
`;

const signedText = (text: string) => html`
  <span class="signed">${foreign(text)}</span>
  <span class="line note">${words.signedTextHint}</span>
`;

function unsignedMembers({ unsignedMembers: unsigned = {} }: Parts, json = "{}") {
  const members = membersOf(json).filter(({ name }) => Object.hasOwn(unsigned, name));
  if (members.length === 0) return nothing;
  const more = members.length - MOST_MEMBERS;
  return html`
    <div class="unsigned">
      <h3>${words.unsigned}</h3>
      <p>${words.unsignedHint}</p>
      <dl>${members.slice(0, MOST_MEMBERS).map(({ name, value }) => row(foreign(name), foreign(value)))}</dl>
      ${more > 0 ? html`<p class="note">${words.more(more)}</p>` : nothing}
    </div>
  `;
}
