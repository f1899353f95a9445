import { createServer } from "node:http";
import { AssertionVerifier, refusalResponse } from "agent-identity-wasm/gateway";
import { keysOf } from "./keys.js";

const verifier = new AssertionVerifier({ keysOf });

const server = createServer(async (request, response) => {
  const verdict = await verifier.verifyRequest(request);
  if (!verdict.ok) {
    console.warn(verdict.code, verdict.error.message, verdict.claimed);
    const refusal = refusalResponse(verdict);
    return response.writeHead(refusal.status, Object.fromEntries(refusal.headers)).end(await refusal.text());
  }
  const { agentRuntimeId, taskId } = verdict.assertion;
  response.setHeader("Content-Type", "application/json").end(JSON.stringify({ agentRuntimeId, taskId }));
});

server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  console.log(`Listening on http://127.0.0.1:${server.address().port}`);
});
