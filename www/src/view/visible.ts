import { html, type TemplateResult } from "lit";
import { codePointName, visibleRuns } from "../text/visible.js";

/** Text from outside: set apart from the text around it, with nothing in it that does not show. */
export const foreign = (text: string): TemplateResult => html`<bdi class="foreign">${runs(text)}</bdi>`;

const runs = (text: string) =>
  visibleRuns(text).map((run) =>
    "text" in run ? run.text : html`<span class="invisible">${codePointName(run.invisible)}</span>`,
  );
