import { copyFileSync, writeFileSync } from "node:fs";

const compilers = [
  { name: "typescript-5.5", quick: false },
  { name: "typescript-7.0", quick: true },
];

const resolutions = [
  { module: "node16", resolution: "node16", extensions: ["mts", "cts"] },
  { module: "nodenext", resolution: "nodenext", extensions: ["mts", "cts"] },
  { module: "esnext", resolution: "bundler", extensions: ["mts"] },
];

const libs = [
  { lib: "es2022", sources: ["consumer", "gateway", "names"] },
  { lib: "es2022,dom", sources: ["consumer", "gateway", "names", "dom"] },
];

export const environments = compilers.map(({ name, quick }) => ({
  id: name,
  title: "TypeScript, strict: import and require; node16, nodenext, bundler; with and without DOM",
  pins: [name],
  quick,
  async run(project) {
    writeFileSync(project.path("names.ts"), namesSource(project.packed.names));
    for (const source of ["consumer", "dom", "gateway", "names"]) {
      for (const extension of ["mts", "cts"])
        copyFileSync(project.path(`${source}.ts`), project.path(`${source}.${extension}`));
    }
    for (const resolution of resolutions) {
      for (const lib of libs) await compile(project, name, resolution, lib);
    }
    return `${resolutions.length * libs.length} compilations`;
  },
}));

/** Fails to compile unless the declarations name what the package exports at run time, no more and no less. */
const namesSource = (names) => `import * as api from "agent-identity-wasm";

export const names: Record<keyof typeof api, true> = { ${names.map((name) => `${name}: true`).join(", ")} };
`;

const compile = (project, compiler, { module, resolution, extensions }, { lib, sources }) =>
  project.node(
    `node_modules/${compiler}/bin/tsc`,
    ...["--noEmit", "--strict", "--skipLibCheck", "false", "--noUnusedLocals", "--target", "es2022"],
    ...["--module", module, "--moduleResolution", resolution, "--lib", lib],
    ...sources.flatMap((source) => extensions.map((extension) => `${source}.${extension}`)),
    ...(extensions.includes("cts") ? ["require.cts"] : []),
  );
