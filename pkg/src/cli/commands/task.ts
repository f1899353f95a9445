import { AgentTasks } from "agent-identity-wasm";
import { AUTHAPI_OPTION, authorityEndpoints } from "../authapi.js";
import { defineCommand } from "../command.js";
import { EXIT } from "../errors.js";
import { readIdentity } from "../identity.js";
import { printable } from "../printable.js";

export const task = defineCommand({
  name: "task",
  summary: "Registers a task with the authority and prints its id.",
  usage: "--identity FILE [--thread REF] [--authapi URL]",
  details: [
    "With --thread, the reference is sent as external_task_ref. This is the form of the public design; the released Codex client does not send it.",
  ],
  options: {
    identity: {
      type: "string",
      value: "FILE",
      help: "An auth.json with the agent identity, or a file with an Agent Identity JWT; - for standard input.",
    },
    thread: {
      type: "string",
      value: "REF",
      help: "Your own stable name for the work, for example the id of a conversation.",
    },
    authapi: AUTHAPI_OPTION,
  },
  maxPositionals: 0,
  async run({ values, terminal }) {
    const { identity } = await readIdentity(values.identity);
    const tasks = new AgentTasks(identity, { endpoints: authorityEndpoints(values.authapi) });
    const registered = await (values.thread === undefined ? tasks.background() : tasks.thread(values.thread));
    await terminal.print(printable(registered.taskId));
    return EXIT.valid;
  },
});
