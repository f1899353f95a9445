import { AssertionVerifier, refusalResponse } from "agent-identity-wasm/gateway";
import Fastify from "fastify";
import { keysOf } from "./keys.js";

const verifier = new AssertionVerifier({ keysOf });

const app = Fastify();

app.decorateRequest("agent", null);
app.addHook("onRequest", async (request, reply) => {
  const verdict = await verifier.verifyRequest(request.raw);
  if (!verdict.ok) {
    console.warn(verdict.code, verdict.error.message, verdict.claimed);
    return reply.send(refusalResponse(verdict));
  }
  request.agent = verdict.assertion;
});

app.get("/whoami", async ({ agent: { agentRuntimeId, taskId } }) => ({ agentRuntimeId, taskId }));

const url = await app.listen({ port: Number(process.env.PORT ?? 3000), host: "127.0.0.1" });
console.log(`Listening on ${url}`);
