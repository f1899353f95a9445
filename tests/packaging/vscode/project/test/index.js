const vscode = require("vscode");

/** VS Code calls this function in its extension host, where only its own API is available. */
exports.run = async () => {
  const result = await vscode.commands.executeCommand("packaging.scenario");
  await sameKeyTwice();
  console.log(`SCENARIO ${JSON.stringify(result)}`);
};

async function sameKeyTwice() {
  const [first, second] = [await header(), await header()];
  if (!first.header.startsWith("AgentAssertion ")) throw new Error(`Not a header: ${first.header}`);
  if (first.publicKey !== second.publicKey) throw new Error("The stored key was not read again.");
}

const header = () => vscode.commands.executeCommand("packaging.header");
