/** Advice about findings that are not errors. */
export const NOTES = {
  form_token: {
    title: "This is a token without its scheme",
    cause: "The text is the part after the word AgentAssertion.",
    remedy: "In a request, write AgentAssertion and a space in front of it.",
  },
  form_header_line: {
    title: "This is a header line",
    cause: "The text starts with the name of the header, Authorization.",
    remedy: "Nothing needs to be done: the value behind the name was read.",
  },
  form_curl: {
    title: "This is a curl command",
    cause: "The header was found in a curl command.",
    remedy:
      "Nothing needs to be done. The command contains a working header for up to 5 minutes after signing: share it with care.",
  },
  form_embedded: {
    title: "The header was found inside a longer text",
    cause: "The text contains more than a header. Its first assertion was inspected.",
    remedy: "Nothing needs to be done. To judge all headers of a text, use Bulk or `scan`.",
  },
  assertions_several: {
    title: "The text contains more than one assertion",
    cause:
      "Only the first one was judged. If they stand in one header, or in two Authorization headers of one request, a verifier refuses the request.",
    remedy:
      "Send one Authorization header with one assertion. To judge all assertions of a log, use Bulk or `scan`.",
  },
  scheme_case: {
    title: "The scheme has an unusual spelling",
    cause:
      "The word is not written exactly AgentAssertion. Verifiers ignore the difference between capital and small letters.",
    remedy: "Write AgentAssertion, as the Codex client does.",
  },
  scheme_spaces: {
    title: "Several spaces follow the scheme",
    cause: "One space is usual. Verifiers accept more.",
    remedy: "Write one space, as the Codex client does.",
  },
  scheme_separator: {
    title: "No plain space follows the scheme",
    cause:
      "Something else stands between AgentAssertion and the token, such as a tab, a no-break space or a colon. Verifiers refuse the header. Editors and web pages often put no-break spaces into copied text.",
    remedy: "Write one space. If the client really sent it like this, correct the client.",
  },
  token_wrapped: {
    title: "The header was wrapped over several lines",
    cause: "A terminal, an editor or a mail broke the header into lines. The lines were joined again.",
    remedy: "Nothing needs to be done. In a request, write the header on one line.",
  },
  token_invisible: {
    title: "Something invisible stands inside the header",
    cause: "The text contains colours of a terminal or characters without width. They were left out.",
    remedy: "Copy the header from a source without colours. In a request, verifiers refuse such characters.",
  },
  token_escaped: {
    title: "Parts of the header are written as escapes",
    cause:
      "The text writes some characters of the header as escapes, such as \\u002d or %2D. They were decoded.",
    remedy: "Nothing needs to be done. In a request, write the characters themselves.",
  },
  token_emphasised: {
    title: "Underscores around the header were left out",
    cause: "The header stands between underscores, by which Markdown marks emphasis.",
    remedy: "Nothing needs to be done. In a request, write the header without them.",
  },
  token_redacted: {
    title: "The log hides the token",
    cause: "The program that wrote this text replaced the token by a mark, such as [Redacted] or ***.",
    remedy:
      "Take the header from the client or from a recording that does not hide it, such as a HAR file with sensitive data.",
  },
  token_truncated: {
    title: "The log shows only a part of the token",
    cause:
      "The program that wrote this text cut the token off. The end with the signature's time is missing.",
    remedy: "Allow longer lines in the log, or take the header from the client.",
  },
  unsigned_member: {
    title: "The header contains fields that nobody signed",
    cause:
      "The token has members beyond the four signed ones. Anyone on the way could have added or changed them.",
    remedy: "Do not rely on these fields.",
  },
  signed_text_ambiguous: {
    title: "The agent's id contains a colon",
    cause:
      "Colons separate the parts of the signed text, so with a colon in the id two different headers would have the same signature.",
    remedy: "Use an agent_runtime_id without a colon. Verifiers refuse this one.",
  },
  other_key_matches: {
    title: "Another of your keys signed this header",
    cause: "The signature does not belong to the expected key, but to another key that you gave.",
    remedy:
      "Check which key is registered for this agent: it may have been rotated, or two agents were mixed up.",
  },
  json_escapes: {
    title: "The token is written with unnecessary escapes",
    cause:
      "The JSON contains escapes such as \\u0061 for characters that need none. Verifiers accept it, but the Codex client does not write it.",
    remedy: "Nothing needs to be done. If you write the signer, use the JSON serializer's usual output.",
  },
  json_white_space: {
    title: "The token contains unnecessary white space",
    cause:
      "The JSON has white space between its members. Verifiers accept it, but the Codex client does not write it.",
    remedy: "Nothing needs to be done. If you write the signer, serialize without indentation.",
  },
  member_order: {
    title: "The fields are in an unusual order",
    cause: "The Codex client sorts the members by name. Verifiers accept every order.",
    remedy: "Nothing needs to be done.",
  },
} as const;
