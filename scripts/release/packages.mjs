/** Lists the folders of the packages that are released together, under one version. The crate, at the root, has it too. */
export const PUBLISHED = ["pkg", "www"];
