import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "../../../scripts/lib/paths.mjs";
import { exec, start } from "./exec.mjs";
import { expectedResult } from "./expected.mjs";
import { npmInstall } from "./npm.mjs";
import { checkReports } from "./result.mjs";
import { writeScenario } from "./scenario.mjs";

/** A small project that depends on the packed package, in a folder of its own. */
export class Project {
  constructor(folder, packed, task) {
    Object.assign(this, { folder, packed, task });
  }

  async create(template) {
    cpSync(template, this.folder, { recursive: true });
    await npmInstall(this.folder, this.packed.tarball);
    await writeScenario(this.folder, this.task);
  }

  path(...parts) {
    return join(this.folder, ...parts);
  }

  read(name) {
    return readFileSync(this.path(name));
  }

  exec(command, args, options) {
    return exec(command, args, { cwd: this.folder, ...options });
  }

  node(...args) {
    return this.exec(process.execPath, args);
  }

  /** Runs a program that one of the project's dependencies brings. */
  bin(name, ...args) {
    return this.exec(this.program(name), args);
  }

  program(name) {
    return this.path("node_modules/.bin", name);
  }

  /** Has a server run for as long as `use` takes; `ready` finds its URL in what it prints. */
  async serving(command, args, { ready, env }, use) {
    const server = await start(command, args, { cwd: this.folder, ready, env });
    try {
      return await use(server.match[1], server.output);
    } finally {
      server.stop();
    }
  }

  expected(surroundings) {
    const { version, names } = this.packed;
    return expectedResult({ task: this.task, version, names, ...surroundings });
  }

  /** Checks that the scenario ran to its end, once, and saw what it should. */
  check(printed, surroundings) {
    checkReports(printed, this.expected(surroundings));
  }
}

export const templateOf = (folder) => fromRoot("tests/packaging", folder, "project");

/** The exact versions that a template asks for. */
export function pinsOf(template) {
  const file = join(template, "package.json");
  if (!existsSync(file)) return {};
  const { dependencies, devDependencies } = JSON.parse(readFileSync(file, "utf8"));
  return { ...dependencies, ...devDependencies };
}
