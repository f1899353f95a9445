import { printedBy } from "../lib/chromium.mjs";
import { importMapHash } from "../lib/import-map.mjs";
import { checkReports } from "../lib/result.mjs";
import { serving } from "../lib/serve.mjs";

const policy = (scripts) => ({ "Content-Security-Policy": `default-src 'none'; script-src ${scripts}` });

const refusal = { recognized: true, code: "wasm_blocked", advice: true };

export const environments = [
  {
    id: "browser",
    title: "a page without a bundler, under a Content-Security-Policy with 'wasm-unsafe-eval'",
    browser: true,
    quick: true,
    async run(project) {
      const headers = policy(`'self' 'wasm-unsafe-eval' ${importMapHash(project.read("index.html"))}`);
      project.check(await serving(project.folder, printedBy, headers));
    },
  },
  {
    id: "browser-csp",
    title: "the same without 'wasm-unsafe-eval': refused, with advice",
    browser: true,
    quick: true,
    async run(project) {
      const open = (url) => printedBy(`${url}blocked.html`);
      const printed = await serving(project.folder, open, policy("'self'"));
      checkReports(printed, { call: refusal, init: refusal, initSync: refusal });
    },
  },
  {
    id: "service-worker",
    title: "a service worker",
    browser: true,
    quick: true,
    async run(project) {
      const open = (url) => printedBy(`${url}service-worker.html`);
      const printed = await serving(project.folder, open, policy("'self' 'wasm-unsafe-eval'"));
      // Import maps do not apply to workers, so `gateway` cannot import the package by its name there.
      project.check(printed, { absent: ["gateway"] });
    },
  },
  {
    id: "audio-worklet",
    title: "an audio worklet, without TextDecoder, TextEncoder, atob and crypto",
    browser: true,
    quick: true,
    async run(project) {
      const open = (url) => printedBy(`${url}worklet.html`);
      const printed = await serving(project.folder, open, policy("'self' 'wasm-unsafe-eval'"));
      checkReports(printed, { taskId: "tâche", generated: "random_unavailable" });
    },
  },
];
