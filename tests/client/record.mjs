import { writeFileSync } from "node:fs";
import { clients } from "./support/clients.mjs";
import { MODES, record } from "./support/record.mjs";

// Records a client in every mode, for scripts/record-client.mjs, which compares.
const [client] = clients;
const recordings = await Promise.all(MODES.map(async (mode) => [mode, await record(client, mode)]));
writeFileSync(process.argv[2], JSON.stringify(Object.fromEntries(recordings)));
