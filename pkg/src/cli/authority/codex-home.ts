import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Returns the settings that send the client's requests to the authority. The client takes these two addresses from its
 * configuration, not from the environment.
 */
export const settingsFor = (url: string): string[] => [
  `openai_base_url="${url}/v1"`,
  `chatgpt_base_url="${url}/backend-api"`,
];

/** Makes a temporary home for the Codex client whose configuration sends its requests to the authority. */
export async function makeCodexHome(url: string): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "agent-identity-codex-"));
  await writeFile(join(folder, "config.toml"), `${settingsFor(url).join("\n")}\n`, { mode: 0o600 });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
