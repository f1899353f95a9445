/** Runs code of the host as a courtesy: its result, its failure and its duration do not matter. */
export async function quietly(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch {}
}
