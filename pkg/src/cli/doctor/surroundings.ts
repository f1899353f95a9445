import { stat } from "node:fs/promises";
import { STDIN } from "../input.js";
import type { Line } from "./line.js";

/** Says what is remarkable about the file's permissions and the environment, which the text does not tell. */
export async function surroundings(file: string): Promise<Line[]> {
  return [...(await permissions(file)), ...token()];
}

async function permissions(file: string): Promise<Line[]> {
  // Windows has no such modes; there the folder of the user is private.
  if (file === STDIN || process.platform === "win32") return [];
  const stats = await stat(file);
  if (!stats.isFile() || (stats.mode & 0o077) === 0) return [];
  return [
    {
      level: "warning",
      text: "Other users of this computer may read this file, and it holds secrets.",
      advice: `Take the permission away: chmod 600 ${file}`,
    },
  ];
}

function token(): Line[] {
  if (!process.env.CODEX_ACCESS_TOKEN) return [];
  const text = "The environment variable CODEX_ACCESS_TOKEN is set. The client then logs in with that token.";
  return [{ level: "warning", text, advice: "Unset it if this file should count." }];
}
