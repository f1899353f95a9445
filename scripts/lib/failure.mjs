/** An error that the user can act on. Only its message is shown, without a stack. */
export class Failure extends Error {
  name = "Failure";
}
