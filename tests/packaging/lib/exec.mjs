import { spawn } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { Failure } from "../../../scripts/lib/failure.mjs";

const running = new Set();
process.on("exit", () => {
  for (const child of running) kill(child);
});

/** Runs a program to its end and answers all it printed. */
export async function exec(command, args, { timeout = 600_000, ...options } = {}) {
  const program = launch(command, args, options);
  const late = setTimeout(timeout, "late", { ref: false });
  const ended = await Promise.race([program.ended, late]);
  if (ended === "late") {
    program.stop();
    throw program.failure(`did not end within ${timeout / 1000} s`);
  }
  if (ended !== 0) throw program.failure(`ended with ${ended}`);
  return program.output();
}

/** Starts a server, and answers once it has printed something that matches. */
export async function start(command, args, { ready, timeout = 300_000, ...options }) {
  const program = launch(command, args, options);
  const deadline = Date.now() + timeout;
  const ended = program.ended.then(() => "ended");
  while (!ready.test(program.output())) {
    if (Date.now() > deadline || (await Promise.race([ended, setTimeout(50)])) === "ended") {
      program.stop();
      throw program.failure("was not ready in time");
    }
  }
  return { match: ready.exec(program.output()), output: program.output, stop: program.stop };
}

function launch(command, args, { cwd, env }) {
  const child = spawn(command, args, {
    cwd,
    // A group of its own, so that what it starts in turn is stopped with it.
    detached: true,
    env: { ...process.env, FORCE_COLOR: undefined, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
  }
  const ended = new Promise((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code, signal) => resolve(code ?? signal));
  }).finally(() => running.delete(child));
  return {
    ended,
    output: () => text,
    stop: () => kill(child),
    failure: (what) => new Failure(`\`${[command, ...args].join(" ")}\` ${what}.\n${tail(text)}`),
  };
}

function kill(child) {
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

const tail = (text) => text.trimEnd().split("\n").slice(-60).join("\n");
