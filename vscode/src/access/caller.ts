/** An extension and the folder in which its code is. */
export interface InstalledExtension {
  readonly id: string;
  /** The path of its folder's URI. */
  readonly path: string;
}

/**
 * Returns the extension whose code made a call: the one that the first line of the stack points to which is not `ownId`. VS
 * Code does not tell who calls. Extensions share one process, so this keeps the question to the user honest, but a malicious
 * extension can get around it.
 */
export function callerOf(
  stack: string,
  extensions: readonly InstalledExtension[],
  ownId: string,
): string | undefined {
  for (const line of stack.split("\n")) {
    const owner = ownerOf(normalized(line), extensions);
    if (owner !== undefined && owner !== ownId) return owner;
  }
  return undefined;
}

/** The innermost folder counts: an extension under development may lie within the folder of another one. */
function ownerOf(line: string, extensions: readonly InstalledExtension[]): string | undefined {
  const owners = extensions.filter(({ path }) => line.includes(`${withoutSlash(normalized(path))}/`));
  return owners.sort((one, other) => other.path.length - one.path.length)[0]?.id;
}

const withoutSlash = (path: string) => path.replace(/\/+$/, "");

/** Stacks name files as paths or as URLs. On Windows `c:\x` and `/c:/x` are the same, whatever the case. */
function normalized(text: string): string {
  const slashes = decoded(text).replaceAll("\\", "/");
  return slashes.replace(/\/?(?<![a-zA-Z])([a-zA-Z]:\/.*)/, (_, path: string) => `/${path.toLowerCase()}`);
}

function decoded(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}
