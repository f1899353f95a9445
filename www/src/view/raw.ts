import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { type HeaderParts, isOurScheme } from "../model/header-text.js";
import { strings } from "../strings.js";
import { type JsonLine, jsonLines } from "../text/json-lines.js";
import type { JsonToken } from "../text/json-tokens.js";
import { count } from "../text/number.js";
import { type TokenRun, tokenRuns } from "../text/token-parts.js";
import type { Light } from "./light.js";
import { foreign } from "./visible.js";

const words = strings.raw;
const EXCERPT = 2000;

/** A range of the JSON that is marked. */
export type Range = { readonly start: number; readonly end: number };

export const jsonSection = (json: string, pointedAt?: Range): TemplateResult => html`
  <section class="card" aria-labelledby="json-title">
    <h2 id="json-title">${words.json}</h2>
    <div class="json" tabindex="0" role="group" aria-labelledby="json-title">
      ${guard([json, pointedAt], () => jsonLines(json).map((line) => jsonLine(line, pointedAt)))}
    </div>
  </section>
`;

const jsonLine = ({ depth, tokens }: JsonLine, pointedAt?: Range) =>
  html`<div class="json-line" data-depth=${depth}>${tokens.map((token) => jsonToken(token, pointedAt))}</div>`;

const jsonToken = (token: JsonToken, pointedAt?: Range) =>
  html`${isIn(token, pointedAt) ? html`<mark>${tokenText(token)}</mark>` : tokenText(token)}${token.text === ":" || token.text === "," ? " " : nothing}`;

const tokenText = ({ kind, text }: JsonToken) => html`<span class="json-${kind}">${foreign(text)}</span>`;

const isIn = ({ start, text }: JsonToken, pointedAt?: Range) =>
  pointedAt !== undefined && start < pointedAt.end && start + text.length > pointedAt.start;

export const headerSection = (
  parts: HeaderParts,
  json: string | undefined,
  light: Light,
): TemplateResult => html`
  <section class="card" aria-labelledby="header-title">
    <h2 id="header-title">${words.header}</h2>
    <p class="note under-title">${words.headerHint}</p>
    <div class="token" tabindex="0" role="group" aria-labelledby="header-title">
      ${guard([parts.scheme, parts.token, json, light.lit], () => headerText(parts, json, light))}
    </div>
    ${json === undefined ? nothing : html`<p class="note">${words.partsHint}</p>`}
    ${
      parts.token.length > EXCERPT
        ? html`<p class="note">${words.excerpt(count(EXCERPT), count(parts.token.length))}</p>`
        : nothing
    }
  </section>
`;

const headerText = ({ scheme, gap, token }: HeaderParts, json: string | undefined, light: Light) => html`
  ${scheme ? schemeText(scheme) : nothing}${gap.slice(0, 1)}${json === undefined ? plain(token.slice(0, EXCERPT)) : tokenRuns(token.slice(0, EXCERPT), json).map((run) => tokenRun(run, light))}
`;

const plain = (text: string) => html`<span class="body" title=${words.token}>${foreign(text)}</span>`;

const tokenRun = ({ text, part }: TokenRun, light: Light) =>
  part === undefined
    ? plain(text)
    : html`<span
        class="part"
        role="group"
        tabindex="0"
        aria-label=${words.parts[part]}
        title=${words.parts[part]}
        data-part=${part}
        data-lit=${light.lit === part}
        @pointerenter=${() => light.point(part)}
        @pointerleave=${() => light.point(undefined)}
        @focus=${() => light.focus(part)}
        @blur=${() => light.focus(undefined)}
        >${foreign(text)}</span
      >`;

const schemeText = (scheme: string) =>
  html`<span class="scheme ${isOurScheme(scheme) ? "" : "wrong"}" title=${words.scheme}>${foreign(scheme)}</span>`;
