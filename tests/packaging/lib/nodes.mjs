import { writeFileSync } from "node:fs";
import { cached } from "./cache.mjs";
import { npmInstall } from "./npm.mjs";

const VERSIONS = { 20: "20.20.2", 22: "22.23.3", 24: "24.21.0" };

export const thisMajor = Number(process.versions.node.split(".")[0]);

/** The major versions that are tested; `quick` is the one that needs no download, if there is one. */
export const majors = Object.keys(VERSIONS).map(Number);
export const quickMajor = majors.includes(thisMajor) ? thisMajor : majors[0];

export const versionOfNode = (major) => (major === thisMajor ? process.versions.node : VERSIONS[major]);

/** A Node of the given major version: this one if it is, or one that npm has. */
export async function nodeProgram(major) {
  if (major === thisMajor) return process.execPath;
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const version = VERSIONS[major];
  const folder = await cached(`${name}-${version}`, async (unfinished) => {
    // npm would otherwise install into the next folder above that has a package.json.
    writeFileSync(`${unfinished}/package.json`, '{ "private": true }');
    await npmInstall(unfinished, `${name}@${version}`);
  });
  return `${folder}/node_modules/${name}/bin/node`;
}
