import { printedBy, withOldBrowser } from "../lib/chromium.mjs";
import { oldChromium } from "../lib/old-chromium.mjs";
import { checkReports } from "../lib/result.mjs";
import { serving } from "../lib/serve.mjs";

// The last version for Windows 7 and 8, and the last one that compiles no more than 4 KB at once (Electron 25).
const VERSIONS = ["109.0.6", "114.0.0"];

const refused = { code: "not_initialized", advice: true };

export const environments = VERSIONS.map((version) => {
  const [major] = version.split(".");
  return {
    id: `chromium-${major}`,
    title: `a page in Chromium ${major}, which has to await init() first`,
    versions: [`@sparticuz/chromium ${version}`],
    async run(project) {
      const expected = { before: { call: refused, initSync: refused }, ...project.expected() };
      await withOldBrowser(await oldChromium(version), async (browser) => {
        const printed = await serving(project.folder, (url) => printedBy(url, browser));
        checkReports(printed, expected);
      });
    },
  };
});
