//! Measures the same core without WebAssembly, as the lower limit. `cargo bench` prints medians in microseconds.
#![expect(clippy::unwrap_used, reason = "a benchmark that panics says so")]

use agent_identity_wasm::{
    AgentIdentity, AgentKey, AgentRuntimeId, AgentTaskId, UnixTime, VerifyOptions, verify,
};
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: usize = 41;
const CALLS: u32 = 100;
/// A number of keys that exceeds the number of tables in the cache.
const MANY: u8 = 64;

fn median(mut call: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            (0..CALLS).for_each(|_| call());
            started.elapsed().as_secs_f64() * 1e6 / f64::from(CALLS)
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times.get(ROUNDS / 2).copied().unwrap()
}

fn main() {
    let (now, task) =
        (UnixTime::from_millis(1_795_328_169_000).unwrap(), AgentTaskId::new("task-0001").unwrap());
    let agent = |name: u8| {
        AgentIdentity::new(
            AgentRuntimeId::new("agent-runtime-0001").unwrap(),
            AgentKey::generate(&[name; 64]),
        )
    };
    let agents: Vec<_> = (0..MANY).map(agent).collect();
    let headers: Vec<_> = agents.iter().map(|agent| agent.authorization_header(&task, now)).collect();
    let options = VerifyOptions::at(now);
    let judge = |(agent, header): (&AgentIdentity, &String)| {
        black_box(verify(header, &agent.public_key(), &options).unwrap());
    };
    // The second differs each time, because the agent returns the last header again within a second.
    let mut seconds = (0..).step_by(1000);
    let mut sign = |agent: &AgentIdentity| {
        let now = UnixTime::from_millis(seconds.next().unwrap()).unwrap();
        black_box(agent.authorization_header(&task, now));
    };
    let mut all = agents.iter().zip(&headers).cycle();
    let first = (agents.first().unwrap(), headers.first().unwrap());
    for (job, time) in [
        ("a header signed", median(|| sign(first.0))),
        ("a header verified, each of many keys once in a while", median(|| judge(all.next().unwrap()))),
        ("a header verified, one key all the time", median(|| judge(first))),
    ] {
        println!("{job}: {time:.1}");
    }
}
