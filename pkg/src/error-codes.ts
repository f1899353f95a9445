/**
 * Why something was refused. A code is never renamed or given another meaning within a major version.
 *
 * The sources of the rules are named in `docs/PROTOCOL.md` of the repository.
 */
export type AgentIdentityErrorCode =
  // arguments
  /** An argument has a type that the function does not take. */
  | "wrong_type"
  /** A text is longer than anything that could be right for it. */
  | "text_too_long"
  /** Compressed data was given where text belongs: gzip, zstd, zip, xz or bzip2. */
  | "text_compressed"
  /** A string holds half of a surrogate pair. */
  | "text_not_unicode"
  /** A number is not finite, not whole where it must be, or outside its range. */
  | "number_out_of_range"
  /** A clock reading is not a number, or lies outside the years 0000 to 9999. */
  | "time_out_of_range"
  /** A text is not a time in a form that {@link parseTime} reads. */
  | "time_unrecognized"
  // this package
  /** The entry `slim` is used and `init` has not been called, or this browser compiles only asynchronously. */
  | "not_initialized"
  /** WebAssembly is missing or forbidden here, by a Content-Security-Policy for example. */
  | "wasm_blocked"
  /** The argument of `init` is not the module of this build, or could not be loaded. */
  | "wasm_invalid"
  /** The memory of the module is used up, or 2048 extractors are open. Open extractors continue to work. */
  | "memory_exhausted"
  /** The host has no secure random numbers. */
  | "random_unavailable"
  /** An object is used after `free()`. */
  | "freed"
  /** An object was given to `structuredClone`, `postMessage` or a spread. */
  | "not_cloneable"
  // ids and times on the wire
  /** 1 to 256 bytes, no control characters or white space, none of `:` `/` `\` `?` `#`, and not `.` or `..` */
  | "agent_runtime_id_invalid"
  /** 1 to 256 bytes, no control characters, no white space at its ends. */
  | "task_id_invalid"
  /** 1 to 512 bytes, no control characters, no white space at its ends. */
  | "external_task_ref_invalid"
  /** Not of the form 2026-11-22T06:16:09Z. */
  | "timestamp_malformed"
  /** No such date or time: 30 February, second 60. */
  | "timestamp_impossible"
  /** Older than the window allows. */
  | "timestamp_expired"
  /** Further ahead of the clock than the window allows. */
  | "timestamp_in_future"
  /** Not canonical, padded, standard base64 of 64 bytes. */
  | "signature_malformed"
  /** Does not verify, strictly, with the key given. */
  | "signature_invalid"
  // assertions and other documents
  /** A header of more than 8192 bytes. */
  | "assertion_too_long"
  /** Not `AgentAssertion` and a space. */
  | "assertion_scheme_invalid"
  /** Not canonical base64url without padding (RFC 4648 §5). */
  | "assertion_base64url_invalid"
  /** The decoded token is not UTF-8. */
  | "assertion_utf8_invalid"
  /** Not JSON (RFC 8259). */
  | "json_invalid"
  /** JSON, but no object. */
  | "json_not_object"
  /** Something follows the object. */
  | "json_trailing_data"
  /** Two members of one name. */
  | "json_member_duplicate"
  /** A member that must be there is not. */
  | "json_member_missing"
  /** A member that must be a string is not. */
  | "json_member_not_string"
  /** An assertion for another agent than expected. */
  | "agent_runtime_id_unexpected"
  /** An assertion for another task than expected. */
  | "task_id_unexpected"
  // public keys
  /** In no form that is known. */
  | "public_key_unrecognized"
  /** Not Ed25519, or not for signatures. */
  | "public_key_wrong_algorithm"
  /** A known form with broken contents. */
  | "public_key_malformed"
  /** Not the canonical encoding of a point of the curve (RFC 8032 §5.1.3). */
  | "public_key_invalid_point"
  /** A point of small order: signatures by it prove nothing. */
  | "public_key_weak"
  /** A private key was given instead of a public one. */
  | "public_key_is_private"
  /** A form that is recognized but not read, such as a certificate or a JWK set. */
  | "public_key_unsupported"
  // private keys
  /** In no form that is known. */
  | "private_key_unrecognized"
  /** Not Ed25519. */
  | "private_key_wrong_algorithm"
  /** PKCS#8 with broken contents. */
  | "private_key_malformed"
  /** Ends too early. */
  | "private_key_truncated"
  /** Something follows it. */
  | "private_key_trailing_data"
  /** Version 2, with a public half that is not its own. */
  | "private_key_mismatch"
  /** Encrypted with a password. */
  | "private_key_encrypted"
  /** A public key was given instead of a private one. */
  | "private_key_is_public"
  /** A form that is recognized but not read, such as OpenSSH's or PuTTY's. The message says how to convert it. */
  | "private_key_unsupported"
  // tasks, registrations, hosts
  /** A registered task of another agent. */
  | "task_of_other_agent"
  /** A response with no task id in it. */
  | "task_id_missing"
  /** Not base64, or not UTF-8 once opened. */
  | "sealed_task_id_malformed"
  /** Not for this agent's key, or altered. */
  | "sealed_task_id_unopenable"
  /** Could not stand in a header. */
  | "access_token_invalid"
  /** Could not stand in a header. */
  | "account_id_invalid"
  /** Empty, over 256 bytes, or with control characters. */
  | "registration_text_invalid"
  // identities at rest
  /** A stored identity with a member that is missing or of the wrong type. */
  | "identity_record_invalid"
  /**
   * An `auth.json` whose mode cannot be used: `agentIdentity` without a usable identity, `chatgpt` without account and
   * user.
   */
  | "auth_mode_unusable"
  /** Not three parts of base64url with JSON in the first two (RFC 7519). */
  | "jwt_malformed"
  /** Not RS256. */
  | "jwt_algorithm_invalid"
  /** No key of the JWKS has the JWT's kid, or the JWT names none. */
  | "jwt_key_unknown"
  /** The key it names is not one RSA signature key of 2048 bits or more. */
  | "jwt_key_invalid"
  /** Does not verify with the key it names. */
  | "jwt_signature_invalid"
  /** Issued by somebody else. */
  | "jwt_issuer_invalid"
  /** For somebody else. */
  | "jwt_audience_invalid"
  /** At or after its exp. */
  | "jwt_expired"
  /** Before its nbf. */
  | "jwt_not_yet_valid"
  /** A claim is missing or of the wrong type. */
  | "jwt_claim_invalid"
  /** No crypto.subtle here, for RS256. */
  | "webcrypto_unavailable"
  /** No absolute http(s) URL without user, query and fragment. */
  | "base_url_invalid"
  /** The URL of a JWKS that is not https, nor http to a loopback address, or has a user or a fragment. */
  | "jwks_url_invalid"
  /** No AuthAPI is known for this ChatGPT base. */
  | "base_url_unknown"
  // gateways
  /** There is no Authorization header. */
  | "authorization_missing"
  /** There is more than one Authorization header. */
  | "authorization_repeated"
  /** A look-up found no keys for the agent. */
  | "agent_unknown"
  /** A header that was used before, longer ago than requests of one second explain. */
  | "assertion_replayed"
  /** A look-up of keys failed, took too long, or was one too many. */
  | "keys_unavailable"
  /** The replay store failed, took too long, or returned nonsense. */
  | "replays_unavailable"
  // requests that are sent
  /** Assertions are not sent to this address; or an entry of `allowedOrigins` is not an http(s) origin. */
  | "origin_not_allowed"
  /** No answer came, or it broke off: no connection, for example. */
  | "request_failed"
  /** The answer was not there in full in time. */
  | "request_timed_out"
  /** The caller's signal was aborted; `cause` is its reason. */
  | "request_aborted"
  /** An answer of more than 65536 bytes, or chunks. */
  | "response_too_large"
  /** An answer whose status is not 2xx; `status` and `body` say more. */
  | "response_status";
