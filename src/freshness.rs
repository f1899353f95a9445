//! The limits for how old a signed timestamp may be, and how far ahead of the clock.

use crate::error::{Error, ErrorCode, Result};
use crate::timestamp::{Timestamp, UnixTime};

/// The window around the verifier's clock in which a timestamp is fresh. The window includes both ends.
///
/// The default is 300 seconds in both directions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FreshnessWindow {
    /// The greatest age of a timestamp, in milliseconds.
    pub max_age_millis: u64,
    /// The greatest distance of a timestamp ahead of the clock, in milliseconds.
    pub max_skew_millis: u64,
}

impl Default for FreshnessWindow {
    fn default() -> Self {
        Self { max_age_millis: 300_000, max_skew_millis: 300_000 }
    }
}

impl FreshnessWindow {
    /// Returns an error if the timestamp is outside the window around `now`.
    pub fn check(&self, timestamp: Timestamp, now: UnixTime) -> Result<()> {
        let age = now.as_millis().saturating_sub(timestamp.as_millis());
        let (code, limit, what) = if age.is_negative() {
            (ErrorCode::TimestampInFuture, self.max_skew_millis, "ahead of the clock")
        } else {
            (ErrorCode::TimestampExpired, self.max_age_millis, "old")
        };
        if age.unsigned_abs() <= limit {
            return Ok(());
        }
        let (off, limit) = (format_age(age.unsigned_abs(), limit), seconds(limit));
        Err(Error::new(code, format!("timestamp {timestamp} is {off} s {what}; {limit} s are allowed")))
    }
}

/// Formats an age in seconds. Shows fractions of a second only near the limit, where they explain the refusal.
fn format_age(millis: u64, limit: u64) -> String {
    let whole = millis / 1000;
    if whole > limit / 1000 { whole.to_string() } else { seconds(millis) }
}

fn seconds(millis: u64) -> String {
    match (millis / 1000, millis % 1000) {
        (whole, 0) => whole.to_string(),
        (whole, part) => format!("{whole}.{part:03}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(age_millis: i64, window: FreshnessWindow) -> Result<()> {
        let timestamp: Timestamp = "2026-11-22T06:16:09Z".parse().unwrap();
        window.check(timestamp, UnixTime::from_millis(timestamp.as_millis() + age_millis).unwrap())
    }

    #[test]
    fn the_window_includes_both_ends() {
        for (age, code) in [
            (300_000, None),
            (300_001, Some(ErrorCode::TimestampExpired)),
            (-300_000, None),
            (-300_001, Some(ErrorCode::TimestampInFuture)),
            (0, None),
        ] {
            assert_eq!(verdict(age, FreshnessWindow::default()).err().map(|e| e.code()), code, "{age}");
        }
    }

    #[test]
    fn an_empty_window_accepts_only_the_same_millisecond() {
        let window = FreshnessWindow { max_age_millis: 0, max_skew_millis: 0 };
        assert!(verdict(0, window).is_ok());
        assert!(verdict(1, window).is_err());
        assert!(verdict(-1, window).is_err());
    }

    #[test]
    fn the_message_gives_the_amount() {
        for (age, formatted) in
            [(300_001, "300.001 s old"), (301_500, "301 s old"), (-300_500, "300.500 s ahead of the clock")]
        {
            let message = verdict(age, FreshnessWindow::default()).unwrap_err().to_string();
            assert_eq!(message, format!("timestamp 2026-11-22T06:16:09Z is {formatted}; 300 s are allowed"));
        }
    }
}
