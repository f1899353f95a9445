import { version } from "agent-identity-wasm";
import { html, type TemplateResult } from "lit";
import { strings } from "../strings.js";

const { title, promises, version: versionLine } = strings.footer;

export const pageFooter = (): TemplateResult => html`
  <footer class="bottom" aria-label=${title}>
    <dl>
      ${promises.map(({ term, text }) => html`<div><dt>${term}</dt><dd>${text}</dd></div>`)}
    </dl>
    <p class="version">${versionLine(version)}</p>
  </footer>
`;
