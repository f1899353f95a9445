import { AssertionVerifier, refusalResponse } from "agent-identity-wasm/gateway";
import express from "express";
import { keysOf } from "./keys.js";

const verifier = new AssertionVerifier({ keysOf });

const app = express();

app.use(async (request, response, next) => {
  const verdict = await verifier.verifyRequest(request);
  if (!verdict.ok) {
    console.warn(verdict.code, verdict.error.message, verdict.claimed);
    const refusal = refusalResponse(verdict);
    response.status(refusal.status).set(Object.fromEntries(refusal.headers));
    return response.end(await refusal.text());
  }
  response.locals.agent = verdict.assertion;
  next();
});

app.get("/whoami", (_request, response) => {
  const { agentRuntimeId, taskId } = response.locals.agent;
  response.json({ agentRuntimeId, taskId });
});

const server = app.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  console.log(`Listening on http://127.0.0.1:${server.address().port}`);
});
