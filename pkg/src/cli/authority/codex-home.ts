import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Returns the settings that send the client's requests to the authority, as lines of TOML. The client takes these addresses
 * from its configuration, not from the environment. The provider is like the client's own but without WebSockets, which the
 * client would try for seconds in vain.
 */
export function settingsFor(url: string): string[] {
  const provider = [
    'name="test authority"',
    `base_url="${url}/v1"`,
    'wire_api="responses"',
    "requires_openai_auth=true",
    "supports_websockets=false",
  ];
  return [
    `chatgpt_base_url="${url}/backend-api"`,
    `model_providers.test-authority={${provider.join(", ")}}`,
    'model_provider="test-authority"',
  ];
}

/** Makes a temporary home for the Codex client whose configuration sends its requests to the authority. */
export async function makeCodexHome(url: string): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "agent-identity-codex-"));
  await writeFile(join(folder, "config.toml"), `${settingsFor(url).join("\n")}\n`, { mode: 0o600 });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
