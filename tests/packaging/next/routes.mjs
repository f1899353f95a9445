import { cpSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Failure } from "../../../scripts/lib/failure.mjs";

const FILES = fileURLToPath(new URL("project-files", import.meta.url));

const options = { env: { NEXT_TELEMETRY_DISABLED: "1" }, ready: /Local:\s+(http:\S+)[\s\S]*Ready in/ };

/** Puts the routes and the middleware, which both versions of Next.js share, into a project. */
export const copyRoutes = (project) => cpSync(FILES, project.folder, { recursive: true });

export const build = (project) => project.exec(project.program("next"), ["build"], options);

/** Starts Next.js and compares what each path answers. In Node.js the objects are printed by `util` as well. */
export async function checkPaths(project, mode, paths) {
  const args = [mode, "--hostname", "127.0.0.1", "--port", "0"];
  await project.serving(project.program("next"), args, options, async (url, output) => {
    for (const [path, inspectors] of Object.entries(paths)) {
      const response = await fetch(`${url}${path}`);
      const text = await response.text();
      if (!response.ok) throw new Failure(`${path} answered with ${response.status}:\n${text}\n${output()}`);
      const absent = path === "/slim" ? ["gateway"] : [];
      project.check(`${output()}\nSCENARIO ${text}`, { inspectors, absent });
    }
  });
}

const edge = [];
const node = ["util"];

export const ROUTES = { "/edge": edge, "/slim": edge, "/node": node, "/middleware": edge };
