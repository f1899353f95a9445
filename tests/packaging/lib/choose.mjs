import { Failure } from "../../../scripts/lib/failure.mjs";

/** Picks environments by their ids or their folders, or all. */
export function byName(environments, names) {
  if (names === undefined) return environments;
  const wanted = names.split(",");
  const isIt = (name, { id, folder }) => id === name || folder === name;
  const unknown = wanted.filter((name) => !environments.some((environment) => isIt(name, environment)));
  if (unknown.length > 0) {
    const known = environments.map(({ id }) => id).join(", ");
    throw new Failure(`No environment "${unknown.join('", "')}". There are ${known}.`);
  }
  return environments.filter((environment) => wanted.some((name) => isIt(name, environment)));
}
