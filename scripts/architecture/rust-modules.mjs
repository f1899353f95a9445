import { readFileSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { filesBelow } from "../lib/files.mjs";
import { fromRoot } from "../lib/paths.mjs";

/**
 * Returns a map from the path of a module of the core (`key::codec::der`) to the set of the modules that it names in
 * `use` declarations and in paths that begin with `crate` or `super`. Tests do not count.
 */
export function rustModules(folder = fromRoot("src")) {
  const sources = new Map(
    filesBelow(folder)
      .filter((file) => file.endsWith(".rs") && !["tests.rs", "lib.rs"].includes(basename(file)))
      .map((file) => [moduleOf(relative(folder, file)), withoutTests(readFileSync(file, "utf8"))]),
  );
  const exported = exportedNames(readFileSync(join(folder, "lib.rs"), "utf8"));
  const uses = (module, source) =>
    new Set(
      pathsIn(source)
        .map((path) => resolve(path.replace(/^crate::(\w+)/, exported), module, sources))
        .filter((used) => used !== undefined && used !== module),
    );
  return new Map([...sources].map(([module, source]) => [module, uses(module, source)]));
}

/**
 * Returns a function that replaces names such as `crate::AgentKey` by the path that `lib.rs` exports,
 * `crate::key::AgentKey`.
 */
function exportedNames(lib) {
  const declarations = [...lib.matchAll(/^pub use ([^;]+);/gm)].flatMap(([, tree]) => branches(tree));
  const places = new Map(declarations.map((path) => [path.split("::").at(-1), path]));
  return (whole, name) => (places.has(name) ? `crate::${places.get(name)}` : whole);
}

/** Returns the module of a file: `key/codec/mod.rs` is `key::codec`. */
const moduleOf = (file) => {
  const names = file.replace(/\.rs$/, "").split(sep);
  return (names.at(-1) === "mod" ? names.slice(0, -1) : names).join("::");
};

const withoutTests = (source) => source.replace(/\/\/.*/g, "").split("#[cfg(test)]\nmod tests")[0];

function pathsIn(source) {
  const declarations = [...source.matchAll(/\buse\s+([^;]+);/g)].flatMap(([, tree]) => branches(tree));
  const elsewhere = source.replace(/\buse\s+[^;]+;/g, "");
  const inCode = [...elsewhere.matchAll(/\b(?:crate|super)(?:::\w+)+/g)].map(([path]) => path);
  return [...declarations, ...inCode];
}

/** Turns `a::{b, c::{d, e}}` into `a::b`, `a::c::d` and `a::c::e`. */
function branches(tree) {
  const [, front, inner] = /^([^{]*)\{(.*)\}$/s.exec(tree.trim()) ?? [];
  if (inner === undefined) return [tree.trim().replace(/\s+as\s+\w+$/, "")];
  return atTopLevel(inner).flatMap((part) => branches(part).map((branch) => front + branch));
}

function atTopLevel(text) {
  const parts = [""];
  let depth = 0;
  for (const character of text) {
    if (character === "{") depth += 1;
    if (character === "}") depth -= 1;
    if (character === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim()).filter(Boolean);
}

function resolve(path, module, sources) {
  const names = path.split("::");
  const base = baseOf(names, module.split("::"), sources);
  for (let length = base?.length ?? 0; length > 0; length--) {
    const candidate = base.slice(0, length).join("::");
    if (sources.has(candidate)) return candidate;
  }
  return undefined;
}

function baseOf(names, here, sources) {
  if (names[0] === "crate") return names.slice(1);
  if (names[0] === "self") return [...here, ...names.slice(1)];
  const ups = names.findIndex((name) => name !== "super");
  if (ups > 0) return [...here.slice(0, -ups), ...names.slice(ups)];
  return sources.has([...here, names[0]].join("::")) ? [...here, ...names] : undefined;
}
