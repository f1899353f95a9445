/** The folders of what is released together, under one version: the crate is at the root, these are beside it. */
export const PUBLISHED = ["pkg", "www"];
