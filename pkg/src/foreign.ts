/**
 * Parses a JSON object whose names somebody else has chosen. It and all objects inside it have no prototype: a name such
 * as `hasOwnProperty` neither hides a method nor is found if it is not there. WebAssembly calls this function as well.
 * @param json an object that is known to be JSON
 */
export function parseForeignObject(json: string): Record<string, unknown> {
  const root = JSON.parse(json);
  // A list in place of recursion: the nesting is the sender's choice. `JSON.parse` makes `__proto__` an own member.
  const unvisited: unknown[] = [root];
  for (let value = unvisited.pop(); value !== undefined; value = unvisited.pop()) {
    if (typeof value !== "object" || value === null) continue;
    if (!Array.isArray(value)) Object.setPrototypeOf(value, null);
    unvisited.push(...Object.values(value));
  }
  return root;
}
