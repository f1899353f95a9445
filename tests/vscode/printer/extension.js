const vscode = require("vscode");

/**
 * An extension that prints what it is told. It always runs in the browser: in Node.js, output needs a native module, which is
 * not built where no package runs its install script.
 */
exports.activate = ({ subscriptions }) => {
  const output = vscode.window.createOutputChannel("Printer");
  const print = async () => {
    output.appendLine((await vscode.window.showInputBox({ prompt: "Text", ignoreFocusOut: true })) ?? "");
    output.show(true);
  };
  subscriptions.push(output, vscode.commands.registerCommand("printer.print", print));
};
