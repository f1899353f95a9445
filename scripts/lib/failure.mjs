/** Something the reader of the terminal can act on: shown as its message alone, without a stack. */
export class Failure extends Error {
  name = "Failure";
}
