import { fromRoot, root } from "./paths.mjs";

/**
 * Imports TypeScript sources, which Node 20 cannot, and returns all that they export. Their paths begin at the root of
 * the repository. Sources that are imported together share their modules, and with them their classes.
 */
export async function importTypeScript(...paths) {
  const esbuild = await import("esbuild");
  const contents = paths.map((path) => `export * from ${JSON.stringify(fromRoot(path))};`).join("\n");
  const { outputFiles } = await esbuild.build({
    bundle: true,
    format: "esm",
    logLevel: "warning",
    stdin: { contents, resolveDir: root },
    target: "es2022",
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
