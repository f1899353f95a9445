import { serve } from "@hono/node-server";
import { AssertionVerifier, refusalResponse } from "agent-identity-wasm/gateway";
import { Hono } from "hono";
import { keysOf } from "./keys.js";

const verifier = new AssertionVerifier({ keysOf });

const app = new Hono();

app.use(async (context, next) => {
  const verdict = await verifier.verifyRequest(context.req.raw);
  if (!verdict.ok) {
    console.warn(verdict.code, verdict.error.message, verdict.claimed);
    return refusalResponse(verdict);
  }
  context.set("agent", verdict.assertion);
  await next();
});

app.get("/whoami", (context) => {
  const { agentRuntimeId, taskId } = context.get("agent");
  return context.json({ agentRuntimeId, taskId });
});

serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(process.env.PORT ?? 3000) }, ({ port }) => {
  console.log(`Listening on http://127.0.0.1:${port}`);
});
