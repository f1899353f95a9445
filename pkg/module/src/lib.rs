//! Links the core and its bindings into the WebAssembly module.

use agent_identity_wasm as _;
