#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| agent_identity_fuzz::extract::run(data));
