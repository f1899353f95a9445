import { Failure } from "../lib/failure.mjs";

/**
 * Returns a manifest with `repository`, `homepage` and `bugs`. npm refuses to publish with provenance if `repository`
 * is not the one in which the workflow runs. The address therefore comes from the forge's variables
 * (`GITHUB_SERVER_URL` and `GITHUB_REPOSITORY`) and is not in the source.
 */
export function withRepository(manifest, directory, env) {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = env;
  if (!URL.canParse(server) || !/^[\w.-]+\/[\w.-]+$/.test(name ?? ""))
    throw new Failure("GITHUB_SERVER_URL and GITHUB_REPOSITORY (owner/name) must be set.");
  const url = `${server.replace(/\/$/, "")}/${name}`;
  return {
    ...manifest,
    repository: { type: "git", url: `git+${url}.git`, directory },
    homepage: `${url}/tree/main/${directory}#readme`,
    bugs: { url: `${url}/issues` },
  };
}
