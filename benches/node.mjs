// Compares the package with the libraries that people would use instead. Prints a report, and can write it to a file.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { measureBulk } from "./bulk.mjs";
import { chart } from "./chart.mjs";
import { codec } from "./codec/node.mjs";
import { measureExtraction } from "./extraction.mjs";
import { measureGateway } from "./gateway.mjs";
import { measureHeaders } from "./headers.mjs";
import { measureLengths } from "./lengths.mjs";
import { nodePeers } from "./node-crypto.mjs";
import { OURS, portablePeers } from "./peers.mjs";
import { measurePrimitive } from "./primitive.mjs";
import { bulk, comparison, gateway, table } from "./report.mjs";
import { measureStartUp } from "./start-up.mjs";

const { values } = parseArgs({
  options: { primitive: { type: "string" }, report: { type: "string" }, chart: { type: "string" } },
});
const sections = [];
const add = (...texts) => {
  console.log(`${texts.join("\n\n")}\n`);
  sections.push(...texts);
};

const { [OURS]: ours, ...others } = await portablePeers(codec);
const peers = { [OURS]: ours, ...nodePeers, ...others };

add(
  `## Node ${process.versions.node}, OpenSSL ${process.versions.openssl}, ${cpus()[0].model}, ${cpus().length} cores`,
);
add(
  "Medians of rounds in which all take turns. The last column is what counts: below 1, ours is the faster.",
);
const headers = await measureHeaders(peers);
add(...comparison(headers));
if (values.primitive) {
  add(
    "## The bare primitive",
    "Without a header around it.",
    ...comparison(await measurePrimitive(values.primitive)),
  );
}
add("## In bulk", "Microseconds a header, and ours as a part of it. Every run has new keys.");
const bulkPeers = Object.fromEntries(
  [OURS, "node:crypto, key kept", "@noble/curves"].map((name) => [name, peers[name]]),
);
add(bulk(await measureBulk(bulkPeers)));
add(
  "## A gateway",
  "Microseconds for a header of an agent whose keys are known, every header a new one, and the gateway's part of it.",
  gateway(await measureGateway()),
);
add(
  "## By length",
  "Microseconds for a header of so many characters, and for a header of so long a task id.",
);
add(
  table(
    ["", "µs"],
    Object.entries(await measureLengths()).map(([name, time]) => [name, time.toFixed(1)]),
  ),
);
add("## Extraction", "Megabytes of text per second.");
add(
  table(
    ["", "MB/s"],
    Object.entries(measureExtraction()).map(([name, speed]) => [name, speed.toFixed(0)]),
  ),
);
const { empty, over } = measureStartUp();
add(
  "## Start-up",
  `Milliseconds from import to first header in a fresh process, over the ${empty.toFixed(0)} of an empty one.`,
);
add(
  table(
    ["", "ms"],
    Object.entries(over).map(([name, time]) => [name, time.toFixed(1)]),
  ),
);
add("## Memory", memory("memory.mjs", "headers signed and verified"));
add(
  "A gateway with its default limits (10,000 agents, 100,000 headers), every header of another agent:",
  memory("gateway-memory.mjs", "agents"),
);
if (values.report) writeFileSync(values.report, `${sections.join("\n\n")}\n`);
if (values.chart) writeFileSync(values.chart, chart(headers, OURS));

function memory(name, counted) {
  const script = new URL(name, import.meta.url).pathname;
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--expose-gc", script], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  const megabytes = (bytes) => (bytes / 1e6).toFixed(2);
  const rows = JSON.parse(stdout).map(({ count, heapUsed, linear, rss }) => [
    count.toLocaleString("en"),
    ...[heapUsed, linear, rss].map(megabytes),
  ]);
  return table([counted, "JavaScript's heap, MB", "WebAssembly's memory, MB", "resident, MB"], rows);
}
