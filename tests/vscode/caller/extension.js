const vscode = require("vscode");

/** Another extension, which signs through Agent Identity and shows what became of it. */
exports.activate = ({ subscriptions }) => {
  const commands = { fetch: fetchSigned, headers: takeHeaders };
  for (const [name, run] of Object.entries(commands)) {
    subscriptions.push(vscode.commands.registerCommand(`caller.${name}`, run));
  }
};

const api = () => vscode.extensions.getExtension("agent-identity.agent-identity").activate();
const ask = (prompt) => vscode.window.showInputBox({ prompt, ignoreFocusOut: true });

async function fetchSigned() {
  const url = await ask("URL");
  await show(async () => {
    const agentIdentity = await api();
    const response = await agentIdentity.fetch(url, { thread: "thread-7" });
    const { agent_runtime_id, external_task_ref } = await response.json();
    return `Fetched ${response.status} ${agent_runtime_id} ${external_task_ref}`;
  });
}

async function takeHeaders() {
  const url = await ask("URL");
  await show(async () => {
    const agentIdentity = await api();
    const headers = await agentIdentity.headers("thread-8");
    const response = await fetch(url, { headers });
    return `Sent ${Object.keys(headers).sort()} ${response.status}`;
  });
}

async function show(work) {
  const text = await work().catch((error) => `Refused ${error.code}: ${error.message}`);
  vscode.window.showInformationMessage(String(text));
}
