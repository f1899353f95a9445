const vscode = require("vscode");

const MEASURED = ["example.empty", "agent-identity.agent-identity"];

/** Activates each extension and says how many milliseconds it took, loading its code included. */
exports.activate = ({ subscriptions }) => {
  const measure = async () => {
    const times = {};
    for (const id of MEASURED) {
      const extension = vscode.extensions.getExtension(id);
      if (extension.isActive) throw new Error(`${id} is active already`);
      const start = performance.now();
      await extension.activate();
      times[id] = performance.now() - start;
    }
    vscode.window.showInformationMessage(`Measured ${JSON.stringify(times)}`);
  };
  subscriptions.push(vscode.commands.registerCommand("meter.measure", measure));
};
