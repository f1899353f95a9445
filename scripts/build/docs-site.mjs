import { filesBelow } from "../lib/files.mjs";
import { fromRoot, root } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";
import { fingerprint, Stamp } from "../lib/up-to-date.mjs";

export const DOCS_SITE = "docs/.vitepress/dist";

/** Builds the documentation as a site that is served beside the inspector, unless it is up to date. */
export async function buildDocsSite() {
  const stamp = new Stamp("docs/.vitepress/stamp.json");
  const wanted = fingerprint([
    "docs/.vitepress/config.mjs",
    "scripts/docs/slug.mjs",
    "docs/package.json",
    ...documents(),
  ]);
  if (stamp.matches(wanted)) return console.log(`${DOCS_SITE} is up to date`);
  await run("npm", ["run", "build:site", "--workspace", "docs"]);
  stamp.write(wanted, [`${DOCS_SITE}/docs/index.html`]);
}

/** Returns every Markdown file and picture that the site shows. */
const documents = () =>
  ["CHANGELOG.md", "CODE_OF_CONDUCT.md", "CONTRIBUTING.md", "README.md", "RELEASING.md", "SECURITY.md"]
    .concat(["docs", "pkg", "www", "vscode"].flatMap(markdownIn))
    .sort();

const markdownIn = (folder) =>
  filesBelow(fromRoot(folder), { except: ["node_modules", "dist", "build", "api", ".vitepress"] })
    .filter((file) => /\.(md|svg|png)$/.test(file))
    .map((file) => file.slice(root.length + 1));
