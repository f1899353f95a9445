import { run } from "../lib/run.mjs";

/** The inspector, in www/dist. It needs the package to be built. */
export const buildSite = () => run("npm", ["run", "build", "--workspace", "www"]);
