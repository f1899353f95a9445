/** The version of this package, as in its `package.json`. */
export const version: string = __VERSION__;
