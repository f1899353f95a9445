import { Failure } from "../lib/failure.mjs";

/** Returns the address of the repository from the forge's variables: https://github.com/owner/name, for example. */
function addressOf({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name }) {
  if (!URL.canParse(server) || !/^[\w.-]+\/[\w.-]+$/.test(name ?? ""))
    throw new Failure("GITHUB_SERVER_URL and GITHUB_REPOSITORY (owner/name) must be set.");
  return `${server.replace(/\/$/, "")}/${name}`;
}

/**
 * Returns a manifest with `repository`, `homepage` and `bugs`. npm refuses to publish with provenance if `repository`
 * is not the one in which the workflow runs. The address therefore comes from the forge's variables
 * (`GITHUB_SERVER_URL` and `GITHUB_REPOSITORY`) and is not in the source.
 */
export function withRepository(manifest, directory, env) {
  const url = addressOf(env);
  return {
    ...manifest,
    repository: { type: "git", url: `git+${url}.git`, directory },
    homepage: `${url}/tree/main/${directory}#readme`,
    bugs: { url: `${url}/issues` },
  };
}

/**
 * Returns the README of a package with absolute links to the files of the released tag. In the repository they are
 * relative, so that they work in any fork and a test can follow them. npm's page of a package resolves relative links, but
 * has not always heeded `repository.directory` (npm/marky-markdown#449), and leaves them as they are for other forges than GitHub.
 */
export function withAbsoluteLinks(markdown, directory, env) {
  const base = `${addressOf(env)}/blob/${env.GITHUB_REF_NAME ?? "HEAD"}/${directory}/`;
  const linked = (text) =>
    text.replaceAll(/\]\((?![a-z]+:|#)([^)\s]+)\)/g, (_, target) => `](${new URL(target, base)})`);
  // Every second part is a block of code.
  return markdown
    .split(/(^```[\s\S]*?^```$)/m)
    .map((part, index) => (index % 2 === 0 ? linked(part) : part))
    .join("");
}
