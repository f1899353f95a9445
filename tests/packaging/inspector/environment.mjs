import { join } from "node:path";
import { Failure } from "../../../scripts/lib/failure.mjs";
import { fromRoot } from "../../../scripts/lib/paths.mjs";
import { withPage } from "../lib/chromium.mjs";
import { npm, npmInstall } from "../lib/npm.mjs";
import { serving } from "../lib/serve.mjs";

const common = { quick: true };

export const environments = [
  {
    ...common,
    id: "inspector-lint",
    title: "agent-identity-inspector: publint, attw and TypeScript, strict",
    pins: ["publint", "@arethetypeswrong/cli", "typescript"],
    async run(project) {
      const tarball = await installInspector(project);
      const printed = await project.bin("publint", "run", tarball, "--strict");
      // Suggestions do not change the exit code.
      if (!printed.includes("All good!")) throw new Failure(printed);
      await project.bin("attw", tarball, "--no-definitely-typed", "--no-emoji", "--profile", "esm-only");
      await project.bin("tsc", "-p", "tsconfig.json");
    },
  },
  {
    ...common,
    id: "inspector-vite",
    title: "agent-identity-inspector in a page that Vite builds",
    pins: ["vite", "lit"],
    browser: true,
    async run(project) {
      await installInspector(project);
      await project.bin("vite", "build");
      await serving(project.path("dist"), (url) => withPage((page) => judgesIn(page, url)));
    },
  },
];

/** Packs the inspector as npm would publish it, and installs it beside the package. */
async function installInspector(project) {
  const printed = await npm(fromRoot("www"), ["pack", "--json", "--pack-destination", project.folder]);
  const tarball = join(project.folder, JSON.parse(printed)[0].filename);
  await npmInstall(project.folder, project.packed.tarball, tarball);
  return tarball;
}

/** The page's own header is valid, and Bulk works in a worker. */
async function judgesIn(page, url) {
  const problems = [];
  page.on("pageerror", ({ message }) => problems.push(message));
  const verdict = page.waitForEvent("console", (message) => message.text() === 'VERDICT {"status":"valid"}');
  await page.goto(url);
  await verdict;
  await page.getByRole("tab", { name: "Bulk" }).click();
  const started = page.waitForEvent("worker");
  await page.getByRole("button", { name: "Judge an example of four requests" }).click();
  await page.getByText(/^4 assertions in example\.har/).waitFor();
  await started;
  if (problems.length > 0) throw new Failure(problems.join("\n"));
}
