/** The code of the refusal, or what is not as it should be about what was thrown. */
export function refusal(api, attempt) {
  try {
    attempt();
  } catch (error) {
    return faults(api, error).join(", ") || error.code;
  }
  return "nothing was thrown";
}

function faults(api, error) {
  const expectations = {
    "no Error": error instanceof Error,
    "no AgentIdentityError": error instanceof api.AgentIdentityError,
    "not recognized": api.isAgentIdentityError(error) && api.isAgentIdentityError(error, error.code),
    "recognized as anything": !api.isAgentIdentityError(error, "another_code"),
    "without a name": error?.name === "AgentIdentityError",
    "without a message": error?.message?.length > 10,
    "without a stack": error?.stack?.length > 10,
  };
  const wrong = Object.keys(expectations).filter((fault) => !expectations[fault]);
  return wrong.length > 0 ? [...wrong, String(error)] : [];
}
