import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Failure } from "./lib/failure.mjs";
import { main } from "./lib/main.mjs";
import { root } from "./lib/paths.mjs";

/** Runs `npm start` until it names its address, fetches the page there, and stops it again. */
await main(async () => {
  const server = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const url = await addressIn(server.stdout);
    const answer = await fetch(url);
    const page = await answer.text();
    if (!answer.ok || !page.includes("agent-assertion-inspector"))
      throw new Failure(`${url} answered ${answer.status}, and not with the inspector.`);
    console.log(`${url} serves the inspector.`);
  } finally {
    server.kill();
  }
});

async function addressIn(output) {
  for await (const line of createInterface({ input: output })) {
    console.log(line);
    const [address] = /http:\/\/\S+/.exec(line) ?? [];
    if (address && line.includes("inspector")) return address;
  }
  throw new Failure("npm start ended without naming an address.");
}
