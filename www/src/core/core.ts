import type { CompiledCore } from "./compiled-core.js";
import { startInPage } from "./start.js";
import { noteCoreFailure } from "./state.js";

let compiled: CompiledCore | undefined;
let started: Promise<void> | undefined;
let isSettled = false;

/** Starts the core once. The promise never rejects: a failure shows up, with its reason, at each use of the core. */
export function startCore(): Promise<void> {
  started ??= startInPage()
    .then((module) => {
      compiled = module;
    }, noteCoreFailure)
    .finally(() => {
      isSettled = true;
    });
  return started;
}

/** Returns the compiled module if a worker needs it. */
export const compiledCore = () => compiled;

/** True until the core has started or cannot start. */
export const isCoreLoading = () => !isSettled;
