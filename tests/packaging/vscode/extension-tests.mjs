import { mkdirSync } from "node:fs";
import { Failure } from "../../../scripts/lib/failure.mjs";
import { withPage } from "../lib/chromium.mjs";
import { withServer } from "./server.mjs";

const TIMEOUT = 600_000;

/** Runs the tests of the project's extension inside VS Code and answers what they print. */
export function extensionTests(project) {
  const workspace = project.path("workspace");
  mkdirSync(workspace);
  return withServer(project.path("home"), (server) =>
    withPage(async (page) => {
      const lines = [];
      const exit = new Promise((resolve) => page.exposeFunction("codeAutomationExit", resolve));
      await page.exposeFunction("codeAutomationLog", (_, args) => lines.push(args.join(" ")));
      await page.goto(address(server, workspace, project.folder));
      const late = new Promise((resolve) => setTimeout(resolve, TIMEOUT, "late").unref());
      const code = await Promise.race([exit, late]);
      if (code !== 0) throw new Failure(`The extension's tests ended with ${code}:\n${lines.join("\n")}`);
      return lines.join("\n");
    }),
  );
}

function address(server, workspace, extension) {
  const remote = (path) => `vscode-remote://${server}${path}`;
  const payload = [
    ["extensionDevelopmentPath", remote(extension)],
    ["extensionTestsPath", remote(`${extension}/test/index.js`)],
  ];
  return `http://${server}/?folder=${workspace}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}
