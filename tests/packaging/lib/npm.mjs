import { npmCache } from "./cache.mjs";
import { exec } from "./exec.mjs";

const QUIET = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];

export const npm = (folder, args, env) =>
  exec("npm", [...args, "--ignore-scripts", "--prefer-offline", "--cache", npmCache, ...QUIET], {
    cwd: folder,
    env,
    timeout: 1_200_000,
  });

export const npmInstall = (folder, ...packages) => npm(folder, ["install", ...packages]);

/** Fixes the versions of all that a template's own pins depend on, in turn. */
export const npmLock = (folder) =>
  npm(folder, ["install", "--package-lock-only", "--omit-lockfile-registry-resolved"]);
