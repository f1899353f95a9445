/** For `npm run verify:trust`, which adds them up. */
export const tried = (promise, cases) => console.log(`@tried ${promise} ${cases}`);
