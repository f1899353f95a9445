import * as vscode from "vscode";
import type { Explanation } from "../text/explain.js";
import { inert } from "../text/inert.js";

const ICONS = { valid: "pass", invalid: "error", unverified: "question" } as const;

/**
 * Writes an explanation for a hover. Whatever comes from the document is escaped, so it cannot become a link, an image, an
 * icon or a command. (`appendText` would leave addresses to become links, and makes every space one that does not break.)
 */
export function hoverMarkdown(
  { title, verdict, rows, finding }: Explanation,
  inspect: { readonly command: string; readonly arguments: readonly unknown[] },
): vscode.MarkdownString {
  const args = encodeURIComponent(JSON.stringify(inspect.arguments));
  const paragraphs = [
    `**${title}** — $(${ICONS[verdict.status]}) ${escapeMarkdown(verdict.text)}`,
    ...rows.map(([label, value]) => `${label}: ${escapeMarkdown(value)}`),
    ...(finding ? ["---", `**${escapeMarkdown(finding.title)}**`, escapeMarkdown(sentences(finding))] : []),
    `[$(search) ${vscode.l10n.t("Inspect")}](command:${inspect.command}?${args})`,
  ];
  const markdown = new vscode.MarkdownString(paragraphs.join("\n\n"), true);
  markdown.isTrusted = { enabledCommands: [inspect.command] };
  return markdown;
}

/**
 * Every character that means something in Markdown is ASCII punctuation, and a backslash takes its meaning away. Icons are
 * looked for after that.
 */
export const escapeMarkdown = (text: string) =>
  inert(text)
    .replace(/\s+/g, " ")
    .replace(/[!-/:-@[-`{-~]/g, "\\$&")
    .trim();

const sentences = ({ message, remedy }: NonNullable<Explanation["finding"]>) =>
  [message.replace(/(?<![.!?])$/, "."), remedy].filter(Boolean).join(" ");
