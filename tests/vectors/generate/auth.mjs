// auth.json: files as the Codex client keeps them, and what the client authenticates with. The rows are what
// codex-cli 0.169.0 does with these files (`codex login status`, and runs against a loopback authority), but for four
// decisions of this project: an empty string is not a credential, an unreadable record beside tokens is ignored, only the
// selected credential is read, and a claim's account comes before another one in tokens.account_id.
import { pkcs8v1 } from "./der.mjs";
import { AGENT } from "./key-material.mjs";
import { RECORDINGS } from "./recordings.mjs";

const RECORD = {
  agent_runtime_id: "agent-runtime-0001",
  agent_private_key: pkcs8v1(AGENT.seed).toString("base64"),
  account_id: "account-0001",
  chatgpt_user_id: "user-0001",
  email: "agent@example.com",
  plan_type: "pro",
  chatgpt_account_is_fedramp: false,
};
const JWT = RECORDINGS.find(({ jwt }) => jwt).jwt;

const CLAIM = "https://api.openai.com/auth";
const AUTH = {
  chatgpt_account_id: "account-0001",
  chatgpt_user_id: "user-0001",
  chatgpt_plan_type: "plus",
  chatgpt_account_is_fedramp: false,
};

const base64url = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = (payload, header = base64url({ alg: "RS256" })) => `${header}.${base64url(payload)}.c2ln`;
const idToken = (auth) => jwt({ email: "user@example.com", [CLAIM]: auth });
const tokensOf = (auth, changes) => ({
  id_token: idToken(auth),
  access_token: "access-token",
  refresh_token: "refresh-token",
  account_id: "account-0001",
  ...changes,
});
const TOKENS = tokensOf(AUTH);
const BEDROCK = { api_key: "bedrock-key", region: "us-east-1" };

const ACCOUNT = {
  mode: "chatgpt",
  account_id: "account-0001",
  chatgpt_user_id: "user-0001",
  plan_type: "plus",
  email: "user@example.com",
  fedramp: false,
  access_token: "access-token",
};
const IDENTITY = {
  mode: "agentIdentity",
  stored_as: "record",
  account_id: "account-0001",
  chatgpt_user_id: "user-0001",
  plan_type: "pro",
  email: "agent@example.com",
  fedramp: false,
};
const NONE = { mode: "none" };
const API_KEY = { mode: "apiKey" };
const other = (other_mode) => ({ mode: "other", other_mode });

const MODE = "the mode decides, whatever else is in the file";
const ORDER = "without a mode: a personal access token, a Bedrock key, an API key, ChatGPT's tokens";
const NOTHING = "null and an empty string are nothing to authenticate with";
const NEVER = "without a mode the agent identity is ignored";
const MEMBERS = "in a record every member but email and task_id must be there";
const UNUSABLE = "a mode without what it needs cannot be used";
const CLAIMS = "the claims of id_token say whose the tokens are; nobody verifies them";
const STORED = "in mode chatgpt a record is stored beside the tokens";
const NO_ALIAS = "a record at rest has no aliases of plans, a JWT has";
const JSON_RULE = "the file is one JSON object";

const EVERYTHING = {
  personal_access_token: "at-1",
  bedrock_api_key: BEDROCK,
  OPENAI_API_KEY: "sk-1",
  tokens: TOKENS,
  agent_identity: RECORD,
};
const identity = (changes) => ({ auth_mode: "agentIdentity", agent_identity: { ...RECORD, ...changes } });
const stored = (agent_identity) => ({ auth_mode: "chatgpt", tokens: TOKENS, agent_identity });
const chatgpt = (tokens) => ({ auth_mode: "chatgpt", tokens });
const claiming = (changes) => chatgpt(tokensOf({ ...AUTH, ...changes }));

/** [name, rule, file, what the client uses] */
const READ = [
  ["an empty object", "an empty file is no login", {}, NONE],
  ["members that are not known", "what is not understood is kept", { x: [1], last_refresh: "…" }, NONE],

  ["apikey", MODE, { ...EVERYTHING, auth_mode: "apikey" }, API_KEY],
  [
    "chatgpt",
    MODE,
    { ...EVERYTHING, auth_mode: "chatgpt" },
    { ...ACCOUNT, stored_as: "record", stored: true },
  ],
  ["chatgptAuthTokens", MODE, { ...EVERYTHING, auth_mode: "chatgptAuthTokens" }, other("chatgptAuthTokens")],
  ["headers", MODE, { ...EVERYTHING, auth_mode: "headers" }, other("headers")],
  ["agentIdentity", MODE, { ...EVERYTHING, auth_mode: "agentIdentity" }, IDENTITY],
  [
    "personalAccessToken",
    MODE,
    { ...EVERYTHING, auth_mode: "personalAccessToken" },
    other("personalAccessToken"),
  ],
  ["bedrockApiKey", MODE, { ...EVERYTHING, auth_mode: "bedrockApiKey" }, other("bedrockApiKey")],
  ["a mode that is not known", MODE, { ...EVERYTHING, auth_mode: "future" }, other("future")],
  [
    "a mode in another letter case",
    MODE,
    { ...EVERYTHING, auth_mode: "AgentIdentity" },
    other("AgentIdentity"),
  ],

  ["no mode, everything", ORDER, EVERYTHING, other("personalAccessToken")],
  [
    "no mode, no access token",
    ORDER,
    { ...EVERYTHING, personal_access_token: undefined },
    other("bedrockApiKey"),
  ],
  ["no mode, a key and tokens", ORDER, { tokens: TOKENS, OPENAI_API_KEY: "sk-1" }, API_KEY],
  ["no mode, tokens alone", ORDER, { tokens: TOKENS }, ACCOUNT],
  [
    "no mode, tokens and a record",
    ORDER,
    { tokens: TOKENS, agent_identity: RECORD },
    { ...ACCOUNT, stored_as: "record", stored: true },
  ],
  ["the mode null", ORDER, { auth_mode: null, OPENAI_API_KEY: "sk-1" }, API_KEY],
  ["the mode empty", NOTHING, { auth_mode: "", OPENAI_API_KEY: "sk-1" }, API_KEY],
  ["an access token that is null", NOTHING, { personal_access_token: null, OPENAI_API_KEY: "sk-1" }, API_KEY],
  ["an access token that is empty", NOTHING, { personal_access_token: "", OPENAI_API_KEY: "sk-1" }, API_KEY],
  ["a Bedrock key that is null", NOTHING, { bedrock_api_key: null, OPENAI_API_KEY: "sk-1" }, API_KEY],
  ["an API key that is null", NOTHING, { OPENAI_API_KEY: null, tokens: TOKENS }, ACCOUNT],
  ["an API key that is empty", NOTHING, { OPENAI_API_KEY: "", tokens: TOKENS }, ACCOUNT],
  ["tokens that are null", NOTHING, { tokens: null, agent_identity: RECORD }, NONE],
  [
    "everything null",
    NOTHING,
    {
      auth_mode: null,
      personal_access_token: null,
      bedrock_api_key: null,
      OPENAI_API_KEY: null,
      tokens: null,
      agent_identity: null,
    },
    NONE,
  ],

  ["a record without a mode", NEVER, { agent_identity: RECORD }, NONE],
  ["a JWT without a mode", NEVER, { agent_identity: JWT }, NONE],
  ["a record and the mode null", NEVER, { auth_mode: null, agent_identity: RECORD }, NONE],

  ["a record", MODE, identity({}), IDENTITY],
  [
    "a JWT",
    MODE,
    { auth_mode: "agentIdentity", agent_identity: JWT },
    { ...IDENTITY, stored_as: "jwt", jwt: JWT },
  ],
  [
    "a JWT in white space",
    "white space around a JWT is ignored",
    { auth_mode: "agentIdentity", agent_identity: `\n ${JWT} ` },
    { ...IDENTITY, stored_as: "jwt", jwt: `\n ${JWT} ` },
  ],
  ["email null", MEMBERS, identity({ email: null }), { ...IDENTITY, email: null }],
  ["email empty", MEMBERS, identity({ email: "" }), { ...IDENTITY, email: null }],
  ["email missing", MEMBERS, identity({ email: undefined }), { ...IDENTITY, email: null }],
  [
    "a plan that is not known",
    "a plan may be any text",
    identity({ plan_type: "new plan" }),
    { ...IDENTITY, plan_type: "new plan" },
  ],
  ["an empty plan", "a plan may be any text", identity({ plan_type: "" }), { ...IDENTITY, plan_type: "" }],
  ["the plan hc in a record", NO_ALIAS, identity({ plan_type: "hc" }), { ...IDENTITY, plan_type: "hc" }],
  [
    "the plan education in a record",
    NO_ALIAS,
    identity({ plan_type: "education" }),
    { ...IDENTITY, plan_type: "education" },
  ],
  ["a FedRAMP account", MODE, identity({ chatgpt_account_is_fedramp: true }), { ...IDENTITY, fedramp: true }],
  ["a task", MODE, identity({ task_id: "task-1" }), { ...IDENTITY, task_id: "task-1" }],
  ["a task that is null", NOTHING, identity({ task_id: null }), IDENTITY],
  ["a task that is empty", NOTHING, identity({ task_id: "" }), IDENTITY],
  [
    "a task of white space",
    "a task of white space counts as absent",
    identity({ task_id: " \t\n\u00a0" }),
    IDENTITY,
  ],
  [
    "a task that cannot be sent",
    "a task that breaks the rules for ids counts as absent",
    identity({ task_id: "task\n1" }),
    IDENTITY,
  ],
  ["another member in the record", "what is not understood is kept", identity({ x: 1 }), IDENTITY],

  ["tokens", CLAIMS, chatgpt(TOKENS), ACCOUNT],
  [
    "the account by tokens.account_id",
    "the account is the claim's, else tokens.account_id",
    chatgpt(tokensOf({ ...AUTH, chatgpt_account_id: undefined }, { account_id: "account-2" })),
    { ...ACCOUNT, account_id: "account-2" },
  ],
  [
    "the claim's account null",
    "the account is the claim's, else tokens.account_id",
    claiming({ chatgpt_account_id: null }),
    ACCOUNT,
  ],
  [
    "two accounts",
    "the account is the claim's, else tokens.account_id",
    chatgpt(tokensOf(AUTH, { account_id: "account-2" })),
    ACCOUNT,
  ],
  ["no tokens.account_id", CLAIMS, chatgpt(tokensOf(AUTH, { account_id: undefined })), ACCOUNT],
  [
    "user_id",
    "the user is chatgpt_user_id, else user_id",
    claiming({ chatgpt_user_id: undefined, user_id: "user-2" }),
    { ...ACCOUNT, chatgpt_user_id: "user-2" },
  ],
  ["both users", "the user is chatgpt_user_id, else user_id", claiming({ user_id: "user-2" }), ACCOUNT],
  ["no plan", CLAIMS, claiming({ chatgpt_plan_type: undefined }), { ...ACCOUNT, plan_type: null }],
  [
    "the plan hc in a claim",
    NO_ALIAS,
    claiming({ chatgpt_plan_type: "hc" }),
    { ...ACCOUNT, plan_type: "enterprise" },
  ],
  [
    "the plan education in a claim",
    NO_ALIAS,
    claiming({ chatgpt_plan_type: "education" }),
    { ...ACCOUNT, plan_type: "edu" },
  ],
  ["no FedRAMP claim", CLAIMS, claiming({ chatgpt_account_is_fedramp: undefined }), ACCOUNT],
  [
    "the FedRAMP claim",
    CLAIMS,
    claiming({ chatgpt_account_is_fedramp: true }),
    { ...ACCOUNT, fedramp: true },
  ],
  [
    "no email claim",
    CLAIMS,
    chatgpt(tokensOf(AUTH, { id_token: jwt({ [CLAIM]: AUTH }) })),
    { ...ACCOUNT, email: null },
  ],
  [
    "a header that is not base64url",
    CLAIMS,
    chatgpt(tokensOf(AUTH, { id_token: jwt({ email: "user@example.com", [CLAIM]: AUTH }, "???") })),
    ACCOUNT,
  ],
  ["four parts", CLAIMS, chatgpt(tokensOf(AUTH, { id_token: `${idToken(AUTH)}.x` })), ACCOUNT],
  [
    "an empty access token",
    NOTHING,
    chatgpt(tokensOf(AUTH, { access_token: "" })),
    { ...ACCOUNT, access_token: null },
  ],

  ["a record beside tokens", STORED, stored(RECORD), { ...ACCOUNT, stored_as: "record", stored: true }],
  [
    "another's record beside tokens",
    STORED,
    stored({ ...RECORD, account_id: "account-2" }),
    { ...ACCOUNT, stored_as: "record", stored: true },
  ],
  ["a JWT beside tokens", STORED, stored(JWT), ACCOUNT],
  ["null beside tokens", STORED, stored(null), ACCOUNT],
  [
    "an incomplete record beside tokens",
    STORED,
    stored({ ...RECORD, chatgpt_account_is_fedramp: undefined }),
    ACCOUNT,
  ],
  [
    "a record with a broken key beside tokens",
    STORED,
    stored({ ...RECORD, agent_private_key: "x" }),
    ACCOUNT,
  ],
];

const missing = (name) => [`${name} missing`, MEMBERS, identity({ [name]: undefined })];
const wrong = (name, value) => [`${name} ${JSON.stringify(value)}`, MEMBERS, identity({ [name]: value })];

/** [name, rule, file] */
const CANNOT_BE_USED = [
  ["agentIdentity without an identity", UNUSABLE, { auth_mode: "agentIdentity" }],
  ["agentIdentity with null", UNUSABLE, { auth_mode: "agentIdentity", agent_identity: null }],
  ["agentIdentity with an empty string", UNUSABLE, { auth_mode: "agentIdentity", agent_identity: "" }],
  ["agentIdentity with a number", UNUSABLE, { auth_mode: "agentIdentity", agent_identity: 5 }],
  ["agentIdentity with an array", UNUSABLE, { auth_mode: "agentIdentity", agent_identity: [RECORD] }],
  ["agentIdentity with an empty record", UNUSABLE, { auth_mode: "agentIdentity", agent_identity: {} }],
  ["agentIdentity with tokens alone", UNUSABLE, { auth_mode: "agentIdentity", tokens: TOKENS }],
  [
    "agentIdentity with a text that is not a JWT",
    UNUSABLE,
    { auth_mode: "agentIdentity", agent_identity: "a.b.c" },
  ],
  [
    "agentIdentity with a JWT that claims nothing",
    UNUSABLE,
    { auth_mode: "agentIdentity", agent_identity: jwt({}) },
  ],
  ...[
    "agent_runtime_id",
    "agent_private_key",
    "account_id",
    "chatgpt_user_id",
    "plan_type",
    "chatgpt_account_is_fedramp",
  ].map(missing),
  wrong("agent_runtime_id", "a:b"),
  wrong("agent_runtime_id", ""),
  wrong("agent_private_key", "x"),
  wrong("account_id", 5),
  wrong("chatgpt_user_id", null),
  wrong("email", 5),
  wrong("plan_type", null),
  wrong("plan_type", 5),
  wrong("chatgpt_account_is_fedramp", "false"),
  wrong("chatgpt_account_is_fedramp", null),
  wrong("task_id", 5),

  ["chatgpt without tokens", UNUSABLE, { auth_mode: "chatgpt" }],
  ["chatgpt with a record alone", UNUSABLE, { auth_mode: "chatgpt", agent_identity: RECORD }],
  ["chatgpt with tokens null", UNUSABLE, chatgpt(null)],
  ["chatgpt with tokens empty", UNUSABLE, chatgpt("")],
  ["chatgpt with tokens of the wrong type", UNUSABLE, chatgpt([TOKENS])],
  ["chatgpt with empty tokens", UNUSABLE, chatgpt({})],
  ["no mode and empty tokens", UNUSABLE, { tokens: {} }],
  ["chatgpt without an access token", UNUSABLE, chatgpt(tokensOf(AUTH, { access_token: undefined }))],
  ["chatgpt with an access token of the wrong type", UNUSABLE, chatgpt(tokensOf(AUTH, { access_token: 5 }))],
  ["chatgpt without an id token", CLAIMS, chatgpt(tokensOf(AUTH, { id_token: undefined }))],
  ["an id token that is not a JWT", CLAIMS, chatgpt(tokensOf(AUTH, { id_token: "x" }))],
  ["an id token of two parts", CLAIMS, chatgpt(tokensOf(AUTH, { id_token: "e30.e30" }))],
  ["an id token without a signature", CLAIMS, chatgpt(tokensOf(AUTH, { id_token: "e30.e30." }))],
  ["an id token with padding", CLAIMS, chatgpt(tokensOf(AUTH, { id_token: "e30.e30=.c2ln" }))],
  ["an id token that is not JSON", CLAIMS, chatgpt(tokensOf(AUTH, { id_token: "e30.AAAA.c2ln" }))],
  ["no auth claim", CLAIMS, chatgpt(tokensOf(undefined))],
  ["the auth claim null", CLAIMS, chatgpt(tokensOf(null))],
  ["the auth claim a number", CLAIMS, chatgpt(tokensOf(5))],
  ["no user", CLAIMS, claiming({ chatgpt_user_id: undefined })],
  ["an empty user", CLAIMS, claiming({ chatgpt_user_id: "" })],
  ["a user of the wrong type", CLAIMS, claiming({ chatgpt_user_id: 5 })],
  [
    "no account anywhere",
    CLAIMS,
    chatgpt(tokensOf({ ...AUTH, chatgpt_account_id: undefined }, { account_id: null })),
  ],
  ["an account of the wrong type", CLAIMS, claiming({ chatgpt_account_id: ["account-0001"] })],
  ["a plan of the wrong type", CLAIMS, claiming({ chatgpt_plan_type: 5 })],
  ["a FedRAMP claim of the wrong type", CLAIMS, claiming({ chatgpt_account_is_fedramp: "no" })],
];

/** [name, rule, text, code] */
const REFUSED = [
  ["empty", JSON_RULE, "", "json_invalid"],
  ["not JSON", JSON_RULE, "{", "json_invalid"],
  ["a byte order mark", JSON_RULE, "\ufeff{}", "json_invalid"],
  ["an array", JSON_RULE, "[]", "json_not_object"],
  ["null", JSON_RULE, "null", "json_not_object"],
  ["more than an object", JSON_RULE, "{} {}", "json_trailing_data"],
  ["a member twice", JSON_RULE, '{"auth_mode":"apikey","auth_mode":"chatgpt"}', "json_member_duplicate"],
  ["a mode of the wrong type", MODE, '{"auth_mode":5}', "json_member_not_string"],
  ["a mode in an array", MODE, '{"auth_mode":["chatgpt"]}', "json_member_not_string"],
];

const fileOf = (value) => JSON.stringify(value);
const modeOf = ({ auth_mode }) => auth_mode || null;
const read = ([name, rule, file, used]) => ({
  name,
  rule,
  file: fileOf(file),
  code: null,
  expected: { auth_mode: modeOf(file), ...used },
});

export const auth = {
  description: "what an auth.json means: PROTOCOL §8",
  record: RECORD,
  cases: [
    ...READ.map(read),
    ...CANNOT_BE_USED.map(([name, rule, file]) => ({
      name,
      rule,
      file: fileOf(file),
      code: "auth_mode_unusable",
    })),
    ...REFUSED.map(([name, rule, file, code]) => ({ name, rule, file, code })),
  ],
};
