import { printedBy } from "../lib/chromium.mjs";
import { serving } from "../lib/serve.mjs";

const common = { pins: ["vite"], browser: true, quick: true };

export const environments = [
  {
    ...common,
    id: "vite-dev",
    title: "Vite's development server",
    async run(project) {
      const args = ["--host", "127.0.0.1", "--port", "0"];
      await project.serving(project.program("vite"), args, { ready: /Local:\s+(http:\S+)/ }, async (url) => {
        project.check(await printedBy(url));
      });
    },
  },
  {
    ...common,
    id: "vite-build",
    title: "Vite's build",
    async run(project) {
      await project.bin("vite", "build");
      project.check(await serving(project.path("dist"), printedBy));
    },
  },
];
