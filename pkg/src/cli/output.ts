import { constants, type FileHandle, open, realpath, rename, rm } from "node:fs/promises";
import { CommandError } from "./errors.js";
import { fileError } from "./input.js";

/** Only the owner may read and write. */
const PRIVATE_MODE = 0o600;

/** A place for a secret that is made sure of before the secret exists. */
export interface PrivateFile {
  /** Writes the text and closes the file. */
  save(text: string): Promise<void>;
  /** Removes the file. Does nothing if it was saved. */
  discard(): Promise<void>;
}

/** Creates an empty file that only its owner can read. Refuses to overwrite a file. */
export async function createPrivateFile(file: string): Promise<PrivateFile> {
  return reserve(file, file, async () => {});
}

/**
 * Prepares to replace a file in one step, so that a reader sees either the old or the new content. If the file is a
 * symbolic link, the file behind it is replaced.
 */
export async function replacePrivateFile(file: string): Promise<PrivateFile> {
  const target = await realpath(file).catch((error: unknown) => {
    throw fileError(file, error);
  });
  const temporary = `${target}.${process.pid}.new`;
  return reserve(file, temporary, () => rename(temporary, target));
}

async function reserve(name: string, path: string, finish: () => Promise<void>): Promise<PrivateFile> {
  const handle = await openNew(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "ENOENT" ? new CommandError(`no such folder: ${name}`) : fileError(name, error);
  });
  let isOpen = true;
  const discard = async () => {
    if (!isOpen) return;
    isOpen = false;
    await handle.close();
    await rm(path, { force: true });
  };
  const save = async (text: string) => {
    try {
      await handle.writeFile(text);
      await handle.sync();
      await finish();
    } catch (error) {
      await discard();
      throw fileError(name, error);
    }
    isOpen = false;
    await handle.close();
  };
  return { save, discard };
}

/** The mode is set a second time, because a process can have a mask that also takes away what the owner needs. */
async function openNew(path: string): Promise<FileHandle> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
  const handle = await open(path, flags, PRIVATE_MODE);
  await handle.chmod(PRIVATE_MODE);
  return handle;
}
