/** Prints the number of cases that were tried for a promise. `npm run verify:trust` adds these numbers up. */
export const tried = (promise, cases) => console.log(`@tried ${promise} ${cases}`);
