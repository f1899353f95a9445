import { pinsOf, templateOf } from "./lib/project.mjs";

/** One folder each, in the order of docs/ENVIRONMENTS.md. */
const FOLDERS = [
  "node",
  "deno",
  "bun",
  "workerd",
  "authority",
  "examples",
  "redis",
  "next-15",
  "next-16",
  "nitro",
  "vite-workerd",
  "browser",
  "old-chromium",
  "slim",
  "vscode",
  "esbuild-node",
  "esbuild-worker",
  "vite",
  "webpack",
  "rollup",
  "jest",
  "vitest",
  "ses",
  "tree-shaking",
  "typescript",
  "lint",
  "inspector",
  "budget",
  "start-up",
];

/**
 * Every environment is `{ id, title, folder, template, versions, run }`: `run(project)` throws where the package fails
 * in a project that was made from the folder `template` (the folder's `project` unless it names another), and may answer
 * a remark. `pins` names the packages of the project whose versions tell, `quick` those that `npm test` runs as well,
 * `browser` those that need Chromium, and `alone` those that measure time.
 */
export async function allEnvironments() {
  const lists = await Promise.all(FOLDERS.map(load));
  return lists.flat();
}

async function load(folder) {
  const { environments } = await import(`./${folder}/environment.mjs`);
  return environments.map(({ template = templateOf(folder), versions = [], pins = [], ...environment }) => {
    const pinned = pinsOf(template);
    return {
      ...environment,
      folder,
      template,
      versions: [...versions, ...pins.map((name) => versionOf(name, pinned[name]))],
    };
  });
}

/** `typescript 5.5.4`, also where the package has another name in the project. */
const versionOf = (name, pin) => {
  const [, alias, version] = /^npm:(.+)@(.+)$/.exec(pin) ?? [null, name, pin];
  return `${alias} ${version}`;
};
