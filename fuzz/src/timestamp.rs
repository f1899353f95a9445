//! A timestamp has one spelling.

use super::given;
use agent_identity_wasm::{Timestamp, UnixTime};

pub fn run(data: &[u8]) {
    given::utf8(data, |text| {
        if let Ok(timestamp) = text.parse::<Timestamp>() {
            assert_eq!(timestamp.to_string(), text);
            let time = UnixTime::from_millis(timestamp.as_millis()).expect("a year of four digits");
            assert_eq!(Timestamp::from(time), timestamp);
        }
    });
    if let Some(bytes) = data.first_chunk::<8>()
        && let Ok(time) = UnixTime::from_millis(i64::from_le_bytes(*bytes))
    {
        let timestamp = Timestamp::from(time);
        assert_eq!(timestamp.to_string().parse(), Ok(timestamp));
    }
}
