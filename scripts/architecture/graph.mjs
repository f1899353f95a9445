/** Functions on graphs, which are maps from a name to the set of the names that it uses. */

/**
 * Joins the modules below each child of `parent` into one node: `a` uses every module that `a::b` or `a::c` uses.
 * Modules outside `parent`, and `parent` itself, are left out.
 */
export function children(graph, parent = "") {
  const prefix = parent && `${parent}::`;
  const childOf = (name) =>
    name.startsWith(prefix) ? prefix + name.slice(prefix.length).split("::")[0] : undefined;
  const joined = new Map();
  for (const [name, uses] of graph) {
    const child = childOf(name);
    if (child === undefined) continue;
    const found = joined.get(child) ?? new Set();
    for (const used of uses) if (![undefined, child].includes(childOf(used))) found.add(childOf(used));
    joined.set(child, found);
  }
  return joined;
}

/** Returns the first cycle that it finds, as a list of names of which each uses the next, or undefined. */
export function circle(graph) {
  const done = new Set();
  const visit = (name, trail) => {
    if (trail.includes(name)) return [...trail.slice(trail.indexOf(name)), name];
    if (done.has(name)) return undefined;
    for (const used of graph.get(name) ?? []) {
      const found = visit(used, [...trail, name]);
      if (found !== undefined) return found;
    }
    done.add(name);
    return undefined;
  };
  for (const name of graph.keys()) {
    const found = visit(name, []);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Removes the arrows that follow from others: if a uses b and b uses c, the arrow from a to c is redundant. */
export function withoutShortcuts(graph) {
  const reaches = (from, to, seen = new Set()) =>
    [...(graph.get(from) ?? [])].some(
      (next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))),
    );
  const direct = (uses) =>
    new Set([...uses].filter((used) => ![...uses].some((other) => other !== used && reaches(other, used))));
  return new Map([...graph].map(([name, uses]) => [name, direct(uses)]));
}
