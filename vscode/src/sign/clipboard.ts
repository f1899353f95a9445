import * as vscode from "vscode";

/** A text that is in the clipboard for a while. */
export class BriefClipboard implements vscode.Disposable {
  #copied: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Copies a text, and removes it after a time if it is still there. Calls back with what became of it. */
  async copy(text: string, seconds: number, onCleared: (outcome: "cleared" | "changed" | "unknown") => void) {
    clearTimeout(this.#timer);
    await vscode.env.clipboard.writeText(text);
    this.#copied = text;
    this.#timer = setTimeout(async () => onCleared(await this.#clear()), seconds * 1000);
  }

  /** The window closes. The text must not stay longer than it would have. */
  dispose() {
    clearTimeout(this.#timer);
    return this.#clear();
  }

  /** Clears nothing that somebody else has copied since. */
  async #clear(): Promise<"cleared" | "changed" | "unknown"> {
    const copied = this.#copied;
    this.#copied = undefined;
    if (copied === undefined) return "changed";
    try {
      if ((await vscode.env.clipboard.readText()) !== copied) return "changed";
      await vscode.env.clipboard.writeText("");
      return "cleared";
    } catch {
      // A browser refuses to read the clipboard of a page that is not in front.
      return "unknown";
    }
  }
}
