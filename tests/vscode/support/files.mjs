import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { AgentIdentity, AgentKey } from "agent-identity-wasm";

/** An agent whose headers stand in files. No window knows its private key. */
export const other = (() => {
  const key = AgentKey.generate();
  const identity = new AgentIdentity("agent-other", key);
  return {
    publicKey: key.publicKey.toSsh(),
    secret: key.exportPkcs8(),
    sign: (task, now = Date.now()) => identity.authorizationHeader(task, { now }),
  };
})();

/** A task id that would do harm if a view showed it as anything but text. */
export const HOSTILE_TASK =
  '<img src=x onerror="globalThis.pwned=1"> [x](command:workbench.action.quit) $(zap) https://evil.example <script>globalThis.pwned=1</script>';

/** Something secret that stands beside headers in a log. */
export const BESIDE = {
  privateKey: AgentKey.generate().exportPkcs8(),
  bearer: "Bearer sk-proj-0123456789abcdefghijklmnopqrstuvwxyz",
};

export const text =
  (...lines) =>
  (path) =>
    writeFileSync(path, `${lines.join("\n")}\n`);

/** A header a line, as a gateway logs them. */
export const ndjson = (count) => (path) => {
  const lines = Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      time: new Date(Date.now() - index * 1000).toISOString(),
      method: "POST",
      url: `https://api.example.com/v1/${index}`,
      status: 200,
      headers: { authorization: other.sign(`task-${index % 7}`) },
    }),
  );
  writeFileSync(path, `${lines.join("\n")}\n`);
};

export const har = (count) => (path) => {
  const entries = Array.from({ length: count }, (_, index) => ({
    startedDateTime: new Date().toISOString(),
    request: {
      method: "GET",
      url: `https://api.example.com/v1/${index}?access_token=${BESIDE.bearer.slice(7)}`,
      headers: [{ name: "Authorization", value: other.sign(`task-${index}`) }],
      postData: { text: BESIDE.privateKey },
    },
    response: { status: 200 },
  }));
  writeFileSync(path, JSON.stringify({ log: { version: "1.2", entries } }, null, 1));
};

/** A log of a size, with a header in every thousandth line, and something secret beside it. */
export const hugeLog = (megabytes) => (path) => {
  const quiet = "2026-11-26T06:00:00Z INFO handled path=/v1/responses status=200 duration=12ms\n".repeat(999);
  const file = openSync(path, "w");
  let count = 0;
  for (let bytes = 0; bytes < megabytes * 1e6; count += 1) {
    const secret = count % 2 ? BESIDE.privateKey : BESIDE.bearer;
    const loud = `2026-11-26T06:00:01Z WARN ${other.sign(HOSTILE_TASK)} key=${secret}\n`;
    bytes += writeSync(file, quiet + loud);
  }
  closeSync(file);
};
