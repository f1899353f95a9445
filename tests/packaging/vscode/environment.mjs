import { readFileSync, writeFileSync } from "node:fs";
import { extensionTests } from "./extension-tests.mjs";
import { CODE_SERVER, VSCODE } from "./server.mjs";

const common = {
  versions: [`VS Code ${VSCODE}`, `code-server ${CODE_SERVER}`],
  pins: ["esbuild"],
  browser: true,
};

export const environments = [
  {
    ...common,
    id: "vscode-remote",
    title: "VS Code, an extension in its Node.js host",
    async run(project) {
      await build(project);
      project.check(await extensionTests(project), { inspectors: ["util"] });
    },
  },
  {
    ...common,
    id: "vscode-web",
    title: "VS Code, a web extension in its worker",
    async run(project) {
      await build(project);
      asWebExtension(project.path("package.json"));
      project.check(await extensionTests(project));
    },
  },
];

const build = (project) => project.exec("npm", ["run", "build"]);

/** Wherever VS Code has a Node.js host it prefers `main`. */
function asWebExtension(manifest) {
  const { main: _, ...others } = JSON.parse(readFileSync(manifest, "utf8"));
  writeFileSync(manifest, JSON.stringify(others));
}
