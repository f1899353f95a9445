/** Advice about requests that this package sends. */
export const REQUESTS = {
  request_failed: {
    title: "No answer came",
    cause:
      "The connection failed or broke off. The address may be wrong, or the network, a proxy or a certificate is in the way.",
    remedy: "Check the address and the network, then try again.",
  },
  request_timed_out: {
    title: "The answer took too long",
    cause: "The answer was not complete within the time limit.",
    remedy: "Try again. If it happens often, check the network, or allow more time with timeoutMs.",
  },
  request_aborted: {
    title: "The request was cancelled",
    cause: "The program cancelled the request with its signal.",
    remedy: "Nothing needs to be done if this was intended. Otherwise find out which code aborts the signal.",
  },
  response_too_large: {
    title: "The answer is too large",
    cause:
      "The answer is longer than any correct answer of the authority. Another service may have answered.",
    remedy: "Check the address of the authority.",
  },
  response_status: {
    title: "The authority refused the request",
    cause:
      "The authority answered with an error status. 401 means that it does not accept the signature, the token or the task; 403 that the agent or account may not do this; 404 that it does not know the agent, or that the address is wrong; 429 too many requests.",
    remedy:
      "Read the status in the message and the answer in the member body of the error. With 401 check the clock, the registered key and the task; with 429 and 5xx wait and try again.",
  },
  origin_not_allowed: {
    title: "Requests to this address are not signed",
    cause: "Assertions are sent to allowed origins only, and the address of this request is not one of them.",
    remedy:
      "Check the address. If it is right, add its origin, such as https://host.example, to allowedOrigins.",
  },
} as const;
