/** The script of Bulk's worker as text, which the build of the package inserts. */
declare module "worker-source" {
  export const source: string;
}
