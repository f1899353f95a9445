import { writeFileSync } from "node:fs";
import { apiReport, REPORT } from "./api/report.mjs";
import { buildPackage, buildTools } from "./build/package.mjs";
import { main } from "./lib/main.mjs";
import { fromRoot } from "./lib/paths.mjs";

await main(async () => {
  for (const ensure of buildTools) await ensure();
  await buildPackage();
  writeFileSync(fromRoot(REPORT), apiReport(fromRoot("pkg/dist/types")));
});
