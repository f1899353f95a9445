import assert from "node:assert/strict";
import { isAgentIdentityError } from "agent-identity-wasm";

/** The code of the refusal, or null where nothing is refused. Whatever else is thrown fails the test. */
export function codeOf(operation) {
  try {
    operation();
    return null;
  } catch (error) {
    if (!isAgentIdentityError(error)) throw error;
    assert.ok(error.message.length > 0);
    return error.code;
  }
}

export function refuses(code, operation) {
  assert.equal(codeOf(operation), code);
}

/** Runs every row and shows all whose code is not the expected one. */
export function checkAll(rows, operation) {
  assert.ok(rows.length > 0);
  const differing = rows
    .map((row) => ({ name: row.name, expected: row.code, found: codeOf(() => operation(row)) }))
    .filter(({ expected, found }) => expected !== found);
  assert.deepEqual(differing, []);
}

/** The error that a promise is rejected with, which must have this code. */
export async function rejects(code, promise) {
  const error = await promise.then(
    () => assert.fail(`not refused: ${code}`),
    (reason) => reason,
  );
  if (!isAgentIdentityError(error, code)) throw error;
  assert.ok(error.message.length > 0);
  return error;
}
