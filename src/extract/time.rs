//! Reads times as they are written in logs, and returns milliseconds since 1970.

use crate::error::{Error, ErrorCode, Result};
use crate::secret::quoted;
use crate::timestamp::UnixTime;
use time::{Date, Month};

const MONTHS: [&[u8]; 12] =
    [b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"];

const DAYS: [&[u8]; 7] =
    [b"monday", b"tuesday", b"wednesday", b"thursday", b"friday", b"saturday", b"sunday"];

/// The first number that is taken for a time: the year 2000 in seconds since 1970. A smaller number is a duration or an
/// index.
const FIRST_SECONDS: u64 = 946_684_800;
/// The first number that is too large for a time in seconds. It is taken for milliseconds, and larger ones for
/// microseconds or nanoseconds.
const LAST_SECONDS: u64 = 100_000_000_000;
/// The end of the year 9999 in milliseconds since 1970.
const LAST_MILLIS: i64 = 253_402_300_799_999;

/// Reads a time in any of the forms that are common in logs.
///
/// Accepted are RFC 3339 with any offset and fraction (also with a space before the time, a comma before the fraction,
/// or without an offset, which means UTC), the common log format, the three forms of RFC 9110 §5.6.7, and a number of
/// seconds, milliseconds, microseconds or nanoseconds since 1970. The unit of a number follows from its size, and the
/// time must be in the year 2000 or later. White space around the time is ignored, and nothing else may follow. A
/// second of 60 is read as 59. Fractions are cut to milliseconds.
///
/// Any other text fails with [`ErrorCode::TimeUnrecognized`], and a time outside the years 0000 to 9999 with
/// [`ErrorCode::TimeOutOfRange`].
///
/// ```
/// use agent_identity_wasm::parse_time;
///
/// let time = parse_time("26/Nov/2026:02:41:39 +0200")?;
/// assert_eq!(time.as_millis(), 1_795_653_699_000);
/// assert_eq!(time, parse_time("1795653699")?);
/// # Ok::<(), agent_identity_wasm::Error>(())
/// ```
pub fn parse_time(text: &str) -> Result<UnixTime> {
    let bytes = text.trim_ascii().as_bytes();
    let is_number = bytes.last().is_some_and(u8::is_ascii_digit);
    let millis = number(bytes)
        .filter(|_| is_number)
        .or_else(|| at_start(bytes).filter(|(_, rest)| rest.is_empty()).map(|(millis, _)| millis))
        .ok_or_else(|| unrecognized(text))?;
    UnixTime::from_millis(millis)
}

fn unrecognized(text: &str) -> Error {
    Error::new(
        ErrorCode::TimeUnrecognized,
        format!(
            "{} is not a time in a supported form: expected 2026-11-22T06:16:09Z (RFC 3339), \
             22/Nov/2026:06:16:09 +0000, Sun, 22 Nov 2026 06:16:09 GMT, or seconds or milliseconds since 1970",
            quoted(text)
        ),
    )
}

/// Reads a time from the complete value of a member: a date and time, or a number of seconds, milliseconds,
/// microseconds or nanoseconds since 1970.
pub(super) fn value(text: &[u8]) -> Option<i64> {
    let text = text.trim_ascii();
    number(text).or_else(|| at_start(text).map(|(millis, _)| millis))
}

/// Reads the time at the start of a value within a text.
pub(super) fn prefix(text: &[u8]) -> Option<i64> {
    let end = text
        .iter()
        .take(24)
        .position(|byte| !byte.is_ascii_digit() && *byte != b'.')
        .unwrap_or(text.len().min(24));
    at_start(text).map(|(millis, _)| millis).or_else(|| number(text.get(..end)?))
}

/// Finds the first date and time in a line.
pub(super) fn find(line: &[u8]) -> Option<i64> {
    let mut at = 0;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let starts = at
            .checked_sub(1)
            .and_then(|before| line.get(before))
            .is_none_or(|byte| !byte.is_ascii_alphanumeric());
        crate::scan::steps::count(1);
        if starts
            && (rest.first().is_some_and(u8::is_ascii_digit) || is_day_name(rest))
            && let Some((millis, _)) = at_start(rest)
        {
            return Some(millis);
        }
        at = at.saturating_add(1);
    }
    None
}

/// Reads the date and time at the start of `text`. Also returns the rest of the text.
fn at_start(text: &[u8]) -> Option<(i64, &[u8])> {
    rfc3339(text).or_else(|| common_log(text)).or_else(|| rfc9110(text))
}

/// Reads a number such as `1795328169`, `1795328169.123` or `1795328169123`.
fn number(text: &[u8]) -> Option<i64> {
    let (whole, rest) = digits(text, 1, 20)?;
    let (thousandths, rest) = match rest {
        [b'.', fraction @ ..] => thousandths(fraction)?,
        _ => (0, rest),
    };
    let is_over = matches!(rest, [] | [b'Z' | b's'] | [b'm', b's']);
    let (number, _) = whole;
    if !is_over || number < FIRST_SECONDS {
        return None;
    }
    let (mut number, mut per_second) = (number, 1_u64);
    while number >= LAST_SECONDS {
        number = number.checked_div(1000)?;
        per_second = per_second.saturating_mul(1000);
    }
    let (whole, _) = whole;
    let millis = if per_second >= 1000 {
        whole.checked_div(per_second.checked_div(1000)?)?
    } else {
        whole.saturating_mul(1000).saturating_add(thousandths)
    };
    i64::try_from(millis).ok().filter(|millis| *millis <= LAST_MILLIS)
}

/// Reads RFC 3339, also with a space before the time, a comma before the fraction, or an offset without a colon. A time
/// without an offset is UTC.
fn rfc3339(text: &[u8]) -> Option<(i64, &[u8])> {
    let ((year, _), rest) = digits(text, 4, 4)?;
    let (separator, rest) = rest.split_first().filter(|(byte, _)| matches!(byte, b'-' | b'/'))?;
    let ((month, _), rest) = digits(rest, 2, 2)?;
    let rest = rest.strip_prefix(&[*separator])?;
    let ((day, _), rest) = digits(rest, 2, 2)?;
    let rest = match rest {
        [b'T' | b't' | b'_', rest @ ..] => rest,
        [b' ', rest @ ..] => rest,
        _ => return None,
    };
    let (time, rest) = time_of_day(rest)?;
    let (offset, rest) = offset(rest).unwrap_or((0, rest));
    Some((millis(year, month, day, time, offset)?, rest))
}

/// Reads the common log format: `26/Nov/2026:02:41:39 +0200`.
fn common_log(text: &[u8]) -> Option<(i64, &[u8])> {
    let ((day, _), rest) = digits(text, 1, 2)?;
    let (month, rest) = month(rest.strip_prefix(b"/")?)?;
    let ((year, _), rest) = digits(rest.strip_prefix(b"/")?, 4, 4)?;
    let (time, rest) = time_of_day(rest.strip_prefix(b":").or_else(|| rest.strip_prefix(b" "))?)?;
    let (offset, rest) = offset(rest).unwrap_or((0, rest));
    Some((millis(year, month, day, time, offset)?, rest))
}

/// Reads the three forms of RFC 9110 §5.6.7: `Thu, 26 Nov 2026 02:41:39 GMT`, `Thursday, 26-Nov-26 02:41:39 GMT` and
/// `Thu Nov 26 02:41:39 2026`.
fn rfc9110(text: &[u8]) -> Option<(i64, &[u8])> {
    let name = text.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(name)?;
    if !name.is_empty() && !DAYS.iter().any(|day| is_day(name, day)) {
        return None;
    }
    let rest = rest.strip_prefix(b",").unwrap_or(rest).trim_ascii_start();
    if let Some((month, rest)) = month(rest) {
        let ((day, _), rest) = digits(rest.trim_ascii_start(), 1, 2)?;
        let (time, rest) = time_of_day(rest.strip_prefix(b" ")?)?;
        let ((year, _), rest) = digits(rest.strip_prefix(b" ")?, 4, 4)?;
        return Some((millis(year, month, day, time, 0)?, rest));
    }
    let ((day, _), rest) = digits(rest, 1, 2)?;
    let (separator, rest) = rest.split_first().filter(|(byte, _)| matches!(byte, b' ' | b'-'))?;
    let (month, rest) = month(rest)?;
    let ((year, length), rest) = digits(rest.strip_prefix(&[*separator])?, 2, 4)?;
    // Two digits mean a year of this century: older logs do not contain assertions.
    let year = if length == 2 { year.saturating_add(2000) } else { year };
    let (time, rest) = time_of_day(rest.strip_prefix(b" ")?)?;
    let (offset, rest) = offset(rest).unwrap_or((0, rest));
    Some((millis(year, month, day, time, offset)?, rest))
}

/// Reads a time of day. Returns milliseconds since midnight.
fn time_of_day(text: &[u8]) -> Option<(i64, &[u8])> {
    let ((hour, _), rest) = digits(text, 2, 2)?;
    let ((minute, _), rest) = digits(rest.strip_prefix(b":")?, 2, 2)?;
    let ((second, _), rest) = digits(rest.strip_prefix(b":")?, 2, 2)?;
    let (thousandths, rest) = match rest {
        [b'.' | b',', fraction @ ..] => thousandths(fraction).unwrap_or((0, rest)),
        _ => (0, rest),
    };
    // A leap second is read as the second before it.
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let seconds =
        hour.saturating_mul(3600).saturating_add(minute.saturating_mul(60)).saturating_add(second.min(59));
    let millis = seconds.saturating_mul(1000).saturating_add(thousandths);
    Some((i64::try_from(millis).ok()?, rest))
}

/// Reads an offset. Returns milliseconds east of UTC.
fn offset(text: &[u8]) -> Option<(i64, &[u8])> {
    let text = text.strip_prefix(b" ").unwrap_or(text);
    if let [b'Z' | b'z', rest @ ..] = text {
        return Some((0, rest));
    }
    for name in [b"GMT".as_slice(), b"UTC"] {
        if let Some(rest) = text.strip_prefix(name) {
            return Some((0, rest));
        }
    }
    let (sign, rest) = text.split_first().filter(|(byte, _)| matches!(byte, b'+' | b'-'))?;
    let (hours, minutes, rest) = match digits(rest, 2, 4)? {
        ((hours, 2), rest) => {
            let minutes = rest.strip_prefix(b":").and_then(|rest| digits(rest, 2, 2));
            minutes.map_or((hours, 0, rest), |((minutes, _), rest)| (hours, minutes, rest))
        }
        ((both, 4), rest) => (both.checked_div(100)?, both.checked_rem(100)?, rest),
        _ => return None,
    };
    if hours > 23 || minutes > 59 {
        return None;
    }
    let millis =
        i64::try_from(hours.saturating_mul(60).saturating_add(minutes).saturating_mul(60_000)).ok()?;
    Some((if *sign == b'-' { millis.saturating_neg() } else { millis }, rest))
}

fn month(text: &[u8]) -> Option<(u64, &[u8])> {
    let (name, rest) = text.split_at_checked(3)?;
    let index = MONTHS.iter().position(|month| name.eq_ignore_ascii_case(month))?;
    Some((u64::try_from(index).ok()?.saturating_add(1), rest))
}

/// True if `name` is the name of the day or its first three letters.
fn is_day(name: &[u8], day: &[u8]) -> bool {
    name.eq_ignore_ascii_case(day) || day.get(..3).is_some_and(|short| name.eq_ignore_ascii_case(short))
}

/// True if a text starts with the first three letters of a day's name.
fn is_day_name(text: &[u8]) -> bool {
    text.get(..3).is_some_and(|name| DAYS.iter().any(|day| is_day(name, day)))
}

fn millis(year: u64, month: u64, day: u64, millis_of_day: i64, offset: i64) -> Option<i64> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = Date::from_calendar_date(i32::try_from(year).ok()?, month, u8::try_from(day).ok()?).ok()?;
    let midnight = date.midnight().assume_utc().unix_timestamp().saturating_mul(1000);
    Some(midnight.saturating_add(millis_of_day).saturating_sub(offset))
}

/// A number and the count of its digits.
type Digits = (u64, usize);

/// Reads a number of `least` to `most` digits. Returns `None` if it has more or fewer.
fn digits(text: &[u8], least: usize, most: usize) -> Option<(Digits, &[u8])> {
    let length = text.iter().take(most.saturating_add(1)).take_while(|byte| byte.is_ascii_digit()).count();
    if !(least..=most).contains(&length) {
        return None;
    }
    let (digits, rest) = text.split_at_checked(length)?;
    let number = digits.iter().fold(0_u64, |number, byte| {
        number.saturating_mul(10).saturating_add(u64::from(byte.wrapping_sub(b'0')))
    });
    Some(((number, length), rest))
}

/// Reads the digits of a fraction, at least one. Returns the fraction in thousandths.
fn thousandths(text: &[u8]) -> Option<(u64, &[u8])> {
    let length = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = text.split_at_checked(length).filter(|(digits, _)| !digits.is_empty())?;
    let first = digits.iter().map(|byte| u64::from(byte.wrapping_sub(b'0'))).chain([0, 0]).take(3);
    Some((first.fold(0_u64, |number, digit| number.saturating_mul(10).saturating_add(digit)), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-26T00:41:39Z.
    const AT: i64 = 1_795_653_699_000;

    #[test]
    fn every_form() {
        for (text, millis) in [
            ("2026-11-26T00:41:39Z", AT),
            ("2026-11-26t00:41:39z", AT),
            ("2026-11-26 00:41:39", AT),
            ("2026-11-26T02:41:39+02:00", AT),
            ("2026-11-25T16:41:39-0800", AT),
            ("2026-11-26 00:41:39,123", AT + 123),
            ("2026-11-26T00:41:39.123456789Z", AT + 123),
            ("2026-11-26T00:41:39.1Z", AT + 100),
            ("2026/11/26 00:41:39", AT),
            ("2026-11-26 00:41:39 UTC", AT),
            ("2026-11-26 02:41:39.000 +0200", AT),
            ("26/Nov/2026:02:41:39 +0200", AT),
            ("Thu, 26 Nov 2026 00:41:39 GMT", AT),
            ("Thursday, 26-Nov-26 00:41:39 GMT", AT),
            ("Thu Nov 26 00:41:39 2026", AT),
            ("Thu Nov  5 00:41:39 2026", AT - 21 * 86_400_000),
            ("1795653699", AT),
            ("1795653699.123", AT + 123),
            ("1795653699123", AT + 123),
            ("1795653699123.9", AT + 123),
            ("1795653699123456", AT + 123),
            ("1795653699123456789", AT + 123),
            ("2026-11-26T23:59:60Z", AT + 83_900_000),
            ("2026-11-26T00:41:39.12345678901234567890123Z", AT + 123),
            ("2026-11-26T00:41:39.05+00:00", AT + 50),
            ("2026-11-26T00:11:39-00:30", AT),
            ("  1795653699\n", AT),
        ] {
            assert_eq!(value(text.as_bytes()), Some(millis), "{text}");
            assert_eq!(parse_time(text).map(UnixTime::as_millis), Ok(millis), "{text}");
        }
    }

    #[test]
    fn what_is_no_time() {
        for text in [
            "",
            "12",
            "123.456",
            "200",
            "2026-13-26T00:41:39Z",
            "2026-11-26",
            "2026-11-26T25:41:39Z",
            "12:41:39",
            "Thu",
            "-1",
            "1795653699x",
            "99999999999999999999999",
            "Thuxday, 26 Nov 2026",
        ] {
            assert_eq!(value(text.as_bytes()), None, "{text}");
            assert_eq!(find(text.as_bytes()), None, "{text}");
            assert_eq!(parse_time(text).unwrap_err().code(), ErrorCode::TimeUnrecognized, "{text}");
        }
    }

    #[test]
    fn nothing_may_follow_a_time() {
        for time in
            ["2026-11-26T00:41:39Z", "26/Nov/2026:02:41:39 +0200", "Thu Nov 26 00:41:39 2026", "1795653699"]
        {
            assert!(parse_time(time).is_ok(), "{time}");
            for rest in ["x", " x", ".", ",", "Z", "+", "s", "ms", " 12:00:00", "\0", "é"] {
                let text = format!("{time}{rest}");
                assert_eq!(parse_time(&text).unwrap_err().code(), ErrorCode::TimeUnrecognized, "{text}");
            }
        }
    }

    #[test]
    fn the_name_of_a_day_is_whole_or_has_three_letters() {
        for day in ["Thu", "thu", "THURSDAY"] {
            assert!(parse_time(&format!("{day}, 26 Nov 2026 00:41:39 GMT")).is_ok(), "{day}");
        }
        for day in ["Th", "Thur", "Thursdays"] {
            assert!(parse_time(&format!("{day}, 26 Nov 2026 00:41:39 GMT")).is_err(), "{day}");
        }
    }

    #[test]
    fn an_offset_is_less_than_a_day() {
        for text in ["2026-11-26T00:41:39+24:00", "2026-11-26T00:41:39+00:60", "2026-11-26T00:41:39-9999"] {
            assert_eq!(parse_time(text).unwrap_err().code(), ErrorCode::TimeUnrecognized, "{text}");
        }
    }

    #[test]
    fn a_time_outside_the_years_0000_to_9999_is_out_of_range() {
        for text in ["0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01"] {
            assert_eq!(parse_time(text).unwrap_err().code(), ErrorCode::TimeOutOfRange, "{text}");
        }
    }

    #[test]
    fn the_first_in_a_line() {
        for line in [
            "2026-11-26T00:41:39Z INFO 2027-11-26T00:41:39Z",
            "[2026-11-26 00:41:39,000] x",
            "1.2.3.4 - - [26/Nov/2026:02:41:39 +0200] \"GET / HTTP/1.1\" 200",
            "< date: Thu, 26 Nov 2026 00:41:39 GMT",
            "x2025-11-26T00:41:39Z 2026-11-26T00:41:39Z",
        ] {
            assert_eq!(find(line.as_bytes()), Some(AT), "{line}");
        }
    }
}
