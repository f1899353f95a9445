/**
 * Returns text from outside for a message, a label or a hover. VS Code would show `$(name)` as an icon and
 * `[title](command:…)` in a message as a link that runs a command. A character without width keeps both from being one.
 */
export const inert = (text: string): string => text.replaceAll("$(", "$\u200b(").replaceAll("](", "]\u200b(");
