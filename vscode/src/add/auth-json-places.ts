import * as vscode from "vscode";

/** Returns the `auth.json` of the Codex client on this machine, if there is one. The web host knows no home folder. */
export async function findAuthJson(): Promise<vscode.Uri | undefined> {
  const folder = codexHome();
  if (folder === undefined) return undefined;
  const file = vscode.Uri.joinPath(folder, "auth.json");
  try {
    await vscode.workspace.fs.stat(file);
    return file;
  } catch {
    return undefined;
  }
}

/** Asks for a file. `workspace.fs` reads it, on a remote machine and in the browser too. */
export async function askAuthJson(): Promise<vscode.Uri | undefined> {
  const folder = codexHome() ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const files = await vscode.window.showOpenDialog({
    title: vscode.l10n.t("Choose an auth.json"),
    openLabel: vscode.l10n.t("Add Identity"),
    filters: { JSON: ["json"] },
    ...(folder && { defaultUri: folder }),
  });
  return files?.[0];
}

function codexHome(): vscode.Uri | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  const { CODEX_HOME, HOME, USERPROFILE } = process?.env ?? {};
  if (CODEX_HOME) return vscode.Uri.file(CODEX_HOME);
  const home = HOME || USERPROFILE;
  return home ? vscode.Uri.joinPath(vscode.Uri.file(home), ".codex") : undefined;
}
