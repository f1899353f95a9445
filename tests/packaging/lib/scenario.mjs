import { fromRoot } from "../../../scripts/lib/paths.mjs";

/** Puts the scenario into a project, once for `import` and once for `require`. */
export async function writeScenario(folder, task) {
  const { build } = await import("esbuild");
  const formats = { mjs: "esm", cjs: "cjs" };
  await Promise.all(
    Object.entries(formats).map(([extension, format]) =>
      build({
        bundle: true,
        define: { __TASK__: JSON.stringify(task) },
        entryPoints: [fromRoot("tests/packaging/scenario/main.js")],
        format,
        logLevel: "error",
        outfile: `${folder}/scenario.${extension}`,
        target: "es2022",
      }),
    ),
  );
}
