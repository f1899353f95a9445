import { AgentIdentity, AgentKey } from "agent-identity-wasm";

const stored =
  "MFECAQEwBQYDK2VwBCIEIHPXn/PDKIDolojJvFgjVOWIuuLcoYUe300tNJXyFheBgSEAkTkuteQgloRXRRgfXeXWKUce90TW6EYBEgcaXUozAuc=";
const identity = new AgentIdentity("agent-1", AgentKey.fromPkcs8(stored));
process.stdout.write(identity.authorizationHeader("task-1"));
