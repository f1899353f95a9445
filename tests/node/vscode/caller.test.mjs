import assert from "node:assert/strict";
import { test } from "node:test";
import { importExtension } from "./support/import.mjs";

const { callerOf } = await importExtension("access/caller.ts");

const OWN = "agent-identity.agent-identity";
const extensions = [
  { id: OWN, path: "/home/me/.vscode/extensions/agent-identity.agent-identity-0.1.0" },
  { id: "example.caller", path: "/home/me/.vscode/extensions/example.caller-1.0.0/" },
  { id: "example.call", path: "/home/me/.vscode/extensions/example.call-1.0.0" },
  { id: "example.spaced", path: "/home/me/My Extensions/spaced" },
  { id: "example.inner", path: "/home/me/.vscode/extensions/example.caller-1.0.0/inner" },
  { id: "example.windows", path: "/c:/Users/Me/.vscode/extensions/example.windows-1.0.0" },
];
const own =
  "at Object.headers (/home/me/.vscode/extensions/agent-identity.agent-identity-0.1.0/dist/extension.js:1:2)";

const STACKS = [
  [
    "a path of the Node.js host",
    "/home/me/.vscode/extensions/example.caller-1.0.0/dist/x.js:1:2",
    "example.caller",
  ],
  [
    "a file URL of an ES module",
    "file:///home/me/.vscode/extensions/example.call-1.0.0/x.mjs:1:2",
    "example.call",
  ],
  [
    "a URL of the web host",
    "vscode-remote://localhost:8000/home/me/.vscode/extensions/example.caller-1.0.0/x.js#vscode-extension:1:2",
    "example.caller",
  ],
  ["an encoded space", "file:///home/me/My%20Extensions/spaced/x.js:1:2", "example.spaced"],
  [
    "a folder within the folder of another extension",
    "/home/me/.vscode/extensions/example.caller-1.0.0/inner/x.js:1:2",
    "example.inner",
  ],
  [
    "a path of Windows, whatever its case",
    "C:\\users\\me\\.vscode\\extensions\\example.windows-1.0.0\\x.js:1:2",
    "example.windows",
  ],
  [
    "code of VS Code itself",
    "/usr/share/code/out/vs/workbench/api/node/extensionHostProcess.js:1:2",
    undefined,
  ],
  [
    "a folder whose name only begins alike",
    "/home/me/.vscode/extensions/example.call-1.0.0-other/x.js:1:2",
    undefined,
  ],
  ["a stack that is no URL", "%E0%A4%A:1:2", undefined],
];

for (const [title, place, expected] of STACKS) {
  test(`the caller is found by ${title}`, () => {
    const stack = `Error\n    ${own}\n    at run (${place})\n    at process.processTicksAndRejections (node:internal)`;
    assert.equal(callerOf(stack, extensions, OWN), expected);
  });
}

test("a stack of nothing but own code has no caller", () => {
  assert.equal(callerOf(`Error\n    ${own}`, extensions, OWN), undefined);
});
