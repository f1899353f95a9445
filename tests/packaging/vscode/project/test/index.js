const vscode = require("vscode");

/** What VS Code calls in its extension host, with nothing but its own API to hand. */
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
