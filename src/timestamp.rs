//! The two kinds of time: the reading of a clock, and the timestamp in a signed text.

use crate::error::{Error, ErrorCode, Result};
use std::fmt;
use time::{Date, Month, OffsetDateTime, Time};

/// The reading of a clock in milliseconds since 1970, UTC, within the years 0000 to 9999.
///
/// This crate does not read a clock: the caller passes the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnixTime(i64);

impl UnixTime {
    const FIRST: i64 = -62_167_219_200_000;
    const LAST: i64 = 253_402_300_799_999;

    /// Takes milliseconds since 1970-01-01T00:00:00Z.
    pub fn from_millis(millis: i64) -> Result<Self> {
        if (Self::FIRST..=Self::LAST).contains(&millis) {
            return Ok(Self(millis));
        }
        Err(Error::new(
            ErrorCode::TimeOutOfRange,
            format!("{millis} ms since 1970 lies outside the years 0000 to 9999"),
        ))
    }

    /// Returns milliseconds since 1970-01-01T00:00:00Z.
    pub fn as_millis(self) -> i64 {
        self.0
    }
}

/// A timestamp of the protocol: RFC 3339, UTC, whole seconds, always in the form `2026-11-22T06:16:09Z`.
///
/// ```
/// use agent_identity_wasm::{ErrorCode, Timestamp};
///
/// let timestamp: Timestamp = "2024-02-29T23:59:59Z".parse().unwrap();
/// assert_eq!(timestamp.to_string(), "2024-02-29T23:59:59Z");
///
/// let refused = "2023-02-29T23:59:59Z".parse::<Timestamp>().unwrap_err();
/// assert_eq!(refused.code(), ErrorCode::TimestampImpossible);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(OffsetDateTime);

const FORM: &[u8; 20] = b"dddd-dd-ddTdd:dd:ddZ";

impl Timestamp {
    /// Returns milliseconds since 1970-01-01T00:00:00Z.
    pub fn as_millis(self) -> i64 {
        self.0.unix_timestamp().saturating_mul(1000)
    }

    /// Returns the 20 characters, which are ASCII.
    pub(crate) fn to_ascii(self) -> [u8; 20] {
        let year = self.0.year().unsigned_abs();
        let pairs = [
            year / 100,
            year % 100,
            u32::from(u8::from(self.0.month())),
            u32::from(self.0.day()),
            u32::from(self.0.hour()),
            u32::from(self.0.minute()),
            u32::from(self.0.second()),
        ];
        let mut digits = pairs.iter().flat_map(|pair| [pair / 10, pair % 10]);
        FORM.map(|place| match place {
            b'd' => b'0'.wrapping_add(digits.next().unwrap_or_default().to_le_bytes()[0]),
            literal => literal,
        })
    }
}

impl From<UnixTime> for Timestamp {
    /// Rounds down to the second.
    fn from(now: UnixTime) -> Self {
        let seconds = now.as_millis().div_euclid(1000);
        Self(OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH))
    }
}

impl std::str::FromStr for Timestamp {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let pairs = digit_pairs(text)?;
        to_date_time(pairs).map(Self).ok_or_else(|| {
            Error::new(
                ErrorCode::TimestampImpossible,
                format!("timestamp {text} names no existing date and time"),
            )
        })
    }
}

fn digit_pairs(text: &str) -> Result<[u8; 7]> {
    let malformed = |what: String| {
        Error::new(
            ErrorCode::TimestampMalformed,
            format!("timestamp {what}; the form is 2026-11-22T06:16:09Z"),
        )
    };
    let bytes: &[u8; 20] =
        text.as_bytes().try_into().map_err(|_| malformed(format!("has {} bytes, not 20", text.len())))?;
    let fits = |(byte, place): (&u8, &u8)| {
        if *place == b'd' { byte.is_ascii_digit() } else { byte == place }
    };
    if let Some(at) = bytes.iter().zip(FORM).position(|pair| !fits(pair)) {
        return Err(malformed(format!("departs from the form at byte {at}")));
    }
    let mut pairs = [0; 7];
    let mut digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).map(|byte| byte & 0xf);
    for pair in &mut pairs {
        *pair = digits
            .next()
            .unwrap_or_default()
            .wrapping_mul(10)
            .wrapping_add(digits.next().unwrap_or_default());
    }
    Ok(pairs)
}

fn to_date_time([century, year, month, day, hour, minute, second]: [u8; 7]) -> Option<OffsetDateTime> {
    let year = i32::from(century).wrapping_mul(100).wrapping_add(i32::from(year));
    let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
    let time = Time::from_hms(hour, minute, second).ok()?;
    Some(date.with_time(time).assume_utc())
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.to_ascii()).unwrap_or_default())
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_0000_to_9999_and_no_others() {
        let text = |millis| UnixTime::from_millis(millis).map(|now| Timestamp::from(now).to_string());
        assert_eq!(text(UnixTime::FIRST).unwrap(), "0000-01-01T00:00:00Z");
        assert_eq!(text(UnixTime::LAST).unwrap(), "9999-12-31T23:59:59Z");
        assert_eq!(text(UnixTime::FIRST - 1).unwrap_err().code(), ErrorCode::TimeOutOfRange);
        assert_eq!(text(UnixTime::LAST + 1).unwrap_err().code(), ErrorCode::TimeOutOfRange);
        assert_eq!(text(i64::MIN).unwrap_err().code(), ErrorCode::TimeOutOfRange);
    }

    #[test]
    fn it_prints_as_it_is_written() {
        let text = "2026-11-22T06:16:09Z";
        assert_eq!(format!("{:?}", text.parse::<Timestamp>().unwrap()), text);
    }

    #[test]
    fn a_timestamp_is_rounded_down_to_the_second() {
        let text = |millis| Timestamp::from(UnixTime::from_millis(millis).unwrap()).to_string();
        assert_eq!(text(999), "1970-01-01T00:00:00Z");
        assert_eq!(text(-1), "1969-12-31T23:59:59Z");
    }

    #[test]
    fn reading_and_writing_are_inverse() {
        for day in (-719_528..2_932_897).step_by(977) {
            let millis = day * 86_400_000 + 45_296_000;
            let timestamp = Timestamp::from(UnixTime::from_millis(millis).unwrap());
            assert_eq!(timestamp.to_string().parse::<Timestamp>().unwrap(), timestamp);
            assert_eq!(timestamp.as_millis(), millis);
        }
    }
}
