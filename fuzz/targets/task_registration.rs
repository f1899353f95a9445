#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| agent_identity_fuzz::task_registration::run(data));
