import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../../../scripts/lib/failure.mjs";
import { ensureChromium } from "../../../scripts/tools/chromium.mjs";
import { browserVersion, closeBrowser } from "./chromium.mjs";
import { pack } from "./pack.mjs";
import { pool } from "./pool.mjs";
import { Project } from "./project.mjs";
import { Report } from "./report.mjs";

const AT_ONCE = 2;

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

// An interrupted run would otherwise leave its servers and folders behind.
const breakOff = () => process.exit(130);

/** Installs the packed package in the chosen ones of all environments, and runs it there. */
export async function runEnvironments(all, chosen, tarball) {
  const temporary = mkdtempSync(join(tmpdir(), "agent-identity-packaging-"));
  const remove = () => rmSync(temporary, { recursive: true, force: true });
  process.once("exit", remove);
  for (const signal of SIGNALS) process.once(signal, breakOff);
  try {
    await nameBrowser(chosen.filter(({ browser }) => browser));
    const packed = await pack(temporary, tarball);
    const report = new Report(all, chosen);
    const run = async (environment) => report.add(await attempt(environment, temporary, packed));
    await pool(
      AT_ONCE,
      chosen.filter(({ alone }) => !alone),
      run,
    );
    await pool(
      1,
      chosen.filter(({ alone }) => alone),
      run,
    );
    return report;
  } finally {
    await closeBrowser();
    remove();
    for (const signal of SIGNALS) process.off(signal, breakOff);
  }
}

async function nameBrowser(environments) {
  if (environments.length === 0) return;
  await ensureChromium();
  const [major] = (await browserVersion()).split(".");
  for (const { versions } of environments) versions.push(`Chromium ${major}`);
}

async function attempt(environment, temporary, packed) {
  const started = Date.now();
  const folder = join(temporary, environment.id);
  const project = new Project(folder, packed, `task of ${environment.id} at ${started}`);
  try {
    await project.create(environment.template);
    const remark = await environment.run(project);
    return { environment, ok: true, remark, started, ended: Date.now() };
  } catch (error) {
    const why = error instanceof Failure ? error.message : error.stack;
    return { environment, ok: false, why, started, ended: Date.now() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
