import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { test } from "node:test";
import { VSIX } from "../../scripts/build/vscode.mjs";
import { fromRoot } from "../../scripts/lib/paths.mjs";

const MAX_VSIX_BYTES = 500_000;

test("the packed extension stays small", () => {
  assert.ok(statSync(fromRoot(VSIX)).size < MAX_VSIX_BYTES);
});
