import { writeFileSync } from "node:fs";
import { ERROR_REFERENCE, errorReference } from "./docs/error-reference.mjs";
import { main } from "./lib/main.mjs";
import { fromRoot } from "./lib/paths.mjs";

/** Writes docs/errors.md from the table of advice. */
await main(async () => {
  writeFileSync(fromRoot(ERROR_REFERENCE), await errorReference());
});
