import assert from "node:assert/strict";
import { AgentIdentity, AgentKey } from "agent-identity-wasm";
import { AssertionVerifier } from "agent-identity-wasm/gateway";

/** A clock that goes on only when it is told to. */
export class Clock {
  ms = Date.parse("2026-11-26T12:00:00Z");

  now = () => this.ms;

  pass(ms) {
    this.ms += ms;
  }
}

/** An agent with one key after another, that signs by a clock. */
export class Agent {
  constructor(id, clock) {
    this.id = id;
    this.clock = clock;
    this.rotate();
  }

  rotate() {
    this.identity = new AgentIdentity(this.id, AgentKey.generate());
    return this;
  }

  get publicKey() {
    return this.identity.publicKey;
  }

  header(taskId = "task-1", now = this.clock.ms) {
    return this.identity.authorizationHeader(taskId, { now });
  }
}

/** A promise that is settled from outside. */
export function deferred() {
  const it = {};
  it.promise = new Promise((resolve, reject) => Object.assign(it, { resolve, reject }));
  return it;
}

/** A verifier of one agent, with all that a test needs to look at. */
export function gateway(options = {}) {
  const clock = new Clock();
  const agent = new Agent("agent-1", clock);
  const asked = [];
  const keysOf = (id, about) => {
    asked.push(about.refresh ? `${id} again` : id);
    return options.keysOf ? options.keysOf(id, about, agent) : id === "agent-1" ? agent.publicKey : null;
  };
  const verifier = new AssertionVerifier({ replays: false, now: clock.now, ...options, keysOf });
  return { clock, agent, asked, verifier };
}

/** `"ok"`, or the status and the code of the refusal. */
export const told = (verdict) => (verdict.ok ? "ok" : `${verdict.status} ${verdict.code}`);

export async function tells(expected, verdict) {
  const found = await verdict;
  assert.equal(told(found), expected, found.error?.message);
  assert.notEqual(found.error?.message, "");
  assert.notEqual(found.publicMessage, "");
  return found;
}

/** Lets everything go on that waits for nothing but promises. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));
