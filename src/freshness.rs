//! How old, and how far ahead of the clock, a signed timestamp may be.

use crate::error::{Error, ErrorCode, Result};
use crate::timestamp::{Timestamp, UnixTime};

/// The window around the verifier's clock in which a timestamp counts as fresh. Its ends belong to it.
///
/// The default is 300 seconds each way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FreshnessWindow {
    /// How old a timestamp may be, in milliseconds.
    pub max_age_millis: u64,
    /// How far ahead of the clock a timestamp may be, in milliseconds.
    pub max_skew_millis: u64,
}

impl Default for FreshnessWindow {
    fn default() -> Self {
        Self { max_age_millis: 300_000, max_skew_millis: 300_000 }
    }
}

impl FreshnessWindow {
    /// Refuses a timestamp outside the window around `now`.
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
        let (off, limit) = (told(age.unsigned_abs(), limit), seconds(limit));
        Err(Error::new(code, format!("timestamp {timestamp} is {off} s {what}; {limit} s are allowed")))
    }
}

/// A part of a second tells apart what is barely over; further out it would only flicker.
fn told(millis: u64, limit: u64) -> String {
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
    fn the_ends_belong_to_the_window() {
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
    fn an_empty_window_takes_the_very_moment_alone() {
        let window = FreshnessWindow { max_age_millis: 0, max_skew_millis: 0 };
        assert!(verdict(0, window).is_ok());
        assert!(verdict(1, window).is_err());
        assert!(verdict(-1, window).is_err());
    }

    #[test]
    fn the_message_gives_the_amount() {
        for (age, told) in
            [(300_001, "300.001 s old"), (301_500, "301 s old"), (-300_500, "300.500 s ahead of the clock")]
        {
            let message = verdict(age, FreshnessWindow::default()).unwrap_err().to_string();
            assert_eq!(message, format!("timestamp 2026-11-22T06:16:09Z is {told}; 300 s are allowed"));
        }
    }
}
