/** The released clients to test, as `scripts/test-client.mjs` installed them: `{ version, path }` each. */
export const clients = JSON.parse(process.env.CODEX_CLIENTS ?? "[]");

if (clients.length === 0) throw new Error("CODEX_CLIENTS names no client: run npm run test:client");
