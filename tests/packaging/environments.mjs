import { pinsOf, templateOf } from "./lib/project.mjs";

/** The folders of the environments, in the order of docs/ENVIRONMENTS.md. */
const FOLDERS = [
  "node",
  "deno",
  "bun",
  "workerd",
  "authority",
  "command-line",
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
 * Returns every environment as `{ id, title, folder, template, versions, run }`. `run(project)` throws if the package
 * fails in a project that was made from the folder `template` (by default, the folder's `project`); it may return a
 * remark. `pins` lists the packages of the project whose versions are shown. `quick` is set if `npm test` also runs the
 * environment, `browser` if it needs Chromium, and `alone` if it measures time.
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

/** Returns for example `typescript 5.5.4`, even if the package has another name in the project. */
const versionOf = (name, pin) => {
  const [, alias, version] = /^npm:(.+)@(.+)$/.exec(pin) ?? [null, name, pin];
  return `${alias} ${version}`;
};
