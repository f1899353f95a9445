//! Converts JavaScript values to Rust values. Every call that can throw is caught.

use super::JsResult;
use super::error::{Code, Error, Result, caused_by};
use crate::error::ErrorCode;
use crate::freshness::FreshnessWindow;
use crate::id::{AgentRuntimeId, AgentTaskId, ExternalTaskRef};
use crate::memory::has_room_for;
use crate::timestamp::UnixTime;
use js_sys::{JsString, Reflect};
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

/// The longest JSON body that the package reads. This and the limits below are in UTF-16 code units.
pub(super) const MAX_BODY: u32 = 65_536;
pub(super) const MAX_KEY: u32 = 16_384;
pub(super) const MAX_URL: u32 = 4096;
/// The longest text of a date and time.
pub(super) const MAX_TIME: u32 = 256;
/// The longest text of an `auth.json`.
pub(super) const MAX_FILE: u32 = 1_048_576;
/// The longest access token, and the longest of other texts for which the core has no smaller limit.
pub(super) const MAX_TEXT: u32 = 32_768;

#[wasm_bindgen]
extern "C" {
    /// Returns the time of a `Date` in milliseconds, and throws for any other value. Unlike `instanceof`, it also
    /// accepts dates of other realms.
    #[wasm_bindgen(catch, js_namespace = ["Date", "prototype", "getTime"], js_name = call)]
    fn date_to_millis(date: &JsValue) -> JsResult<f64>;

    /// Reads the clock. A host can forbid that: in a Compartment of SES, `Date.now` throws.
    #[wasm_bindgen(catch, js_namespace = Date, js_name = now)]
    fn host_clock() -> JsResult<f64>;

    /// True if the value is an array. It throws for a revoked proxy.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn try_is_array(value: &JsValue) -> JsResult<bool>;
}

/// These functions do not throw, and do not call methods that a caller may have put into an array. They are imported with
/// `catch` all the same: an exception that passes through WebAssembly leaks the references that the call holds, and after
/// some hundred of these no call works any more.
#[wasm_bindgen(raw_module = "../src/bytes.js")]
extern "C" {
    /// Returns the length in bytes, or a negative number if the value is not an array of bytes.
    #[wasm_bindgen(catch, js_name = byteLength)]
    fn js_byte_length(value: &JsValue) -> JsResult<f64>;

    /// Copies bytes to `to`. Returns false if they are not there, for example because the array was detached.
    #[wasm_bindgen(catch, js_name = copyBytes)]
    fn js_copy_bytes(from: &JsValue, to: &mut [u8]) -> JsResult<bool>;
}

/// These functions ignore members that are inherited from `Object.prototype`, because it may have been polluted.
#[wasm_bindgen(raw_module = "../src/members.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = memberOf)]
    fn member_of(owner: &JsValue, name: &str) -> JsResult<JsValue>;

    #[wasm_bindgen(catch, js_name = memberOf)]
    fn item_of(list: &JsValue, index: u32) -> JsResult<JsValue>;

    #[wasm_bindgen(catch, js_name = jsonText)]
    fn json_text(value: &JsValue) -> JsResult<JsValue>;
}

#[wasm_bindgen(raw_module = "../src/text.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = isWellFormed)]
    fn is_well_formed(text: &JsString) -> JsResult<bool>;
}

/// The memory that a call needs beside its input: for copies of parts of the input, and for the result.
const WORKING_BYTES: usize = 65_536;

/// Returns an error if the memory does not suffice for an input of `bytes` bytes. If an allocation failed later, it
/// would end the instance.
#[inline(never)]
pub(super) fn ensure_memory(bytes: u64) -> Result<()> {
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX).saturating_mul(2).saturating_add(WORKING_BYTES);
    if has_room_for(bytes) {
        return Ok(());
    }
    let message = "the module's memory is used up; free what is no longer needed, extractors above all";
    Err(Error::new(ErrorCode::MemoryExhausted, message))
}

/// Returns an error if the memory does not suffice for a call without input.
#[inline(never)]
pub(super) fn ensure_working_memory() -> JsResult<()> {
    Ok(ensure_memory(0)?)
}

fn is_array(value: &JsValue) -> bool {
    try_is_array(value).unwrap_or(false)
}

pub(super) fn wrong_type(name: &str, wanted: &str, found: &JsValue) -> Error {
    let found = match found {
        found if found.is_null() => "null".into(),
        found if is_array(found) => "an array".into(),
        found => found.js_typeof().as_string().unwrap_or_default(),
    };
    Error::new(Code::WRONG_TYPE, format!("{name} must be {wanted}; it is {found}"))
}

/// Reads a string of at most `max` UTF-16 code units. A longer one is refused with the code `too_long` before it is
/// copied.
pub(super) fn text_up_to(value: &JsValue, name: &str, max: u32, too_long: impl Into<Code>) -> Result<String> {
    let string: &JsString = value.dyn_ref().ok_or_else(|| wrong_type(name, "a string", value))?;
    if string.length() > max {
        let message = format!("{name} has {} characters, more than {max}", string.length());
        return Err(Error::new(too_long, message));
    }
    ensure_memory(u64::from(string.length()).saturating_mul(3))?;
    let text = String::from(string);
    // U+FFFD replaces an unpaired surrogate, but the string may also have contained it from the start.
    if text.contains('\u{fffd}') && !is_well_formed(string).unwrap_or(false) {
        let message = format!("{name} holds half of a surrogate pair");
        return Err(Error::new(Code::TEXT_NOT_UNICODE, message));
    }
    Ok(text)
}

/// Returns an error if a result is longer than `max` UTF-16 code units: it could not be passed to the package again.
pub(super) fn ensure_length(text: String, name: &str, max: u32) -> Result<String> {
    let length = text.encode_utf16().count();
    if u32::try_from(length).is_ok_and(|length| length <= max) {
        return Ok(text);
    }
    Err(Error::new(Code::TEXT_TOO_LONG, format!("{name} would have {length} characters, more than {max}")))
}

pub(super) fn text(value: &JsValue, name: &str, max: u32) -> Result<String> {
    text_up_to(value, name, max, Code::TEXT_TOO_LONG)
}

pub(super) fn optional_text(value: &JsValue, name: &str, max: u32) -> Result<Option<String>> {
    ensure_memory(0)?;
    if value.is_undefined() { Ok(None) } else { text(value, name, max).map(Some) }
}

pub(super) fn agent_runtime_id(value: &JsValue, name: &str) -> Result<AgentRuntimeId> {
    let text = text_up_to(value, name, AgentRuntimeId::MAX_BYTES, ErrorCode::AgentRuntimeIdInvalid)?;
    Ok(AgentRuntimeId::new(text).map_err(|error| error.within(name))?)
}

pub(super) fn task_id(value: &JsValue, name: &str) -> Result<AgentTaskId> {
    let text = text_up_to(value, name, AgentTaskId::MAX_BYTES, ErrorCode::TaskIdInvalid)?;
    Ok(AgentTaskId::new(text).map_err(|error| error.within(name))?)
}

pub(super) fn external_task_ref(value: &JsValue, name: &str) -> Result<ExternalTaskRef> {
    let text = text_up_to(value, name, ExternalTaskRef::MAX_BYTES, ErrorCode::ExternalTaskRefInvalid)?;
    Ok(ExternalTaskRef::new(text).map_err(|error| error.within(name))?)
}

/// Returns the number of items of an array, which must be at most `max`.
pub(super) fn list_length(value: &JsValue, name: &str, max: u32) -> JsResult<u32> {
    if !is_array(value) {
        return Err(wrong_type(name, "an array", value).into());
    }
    let length = Reflect::get(value, &"length".into()).map_err(|cause| unreadable(name, cause))?;
    let length = length.as_f64().unwrap_or(f64::INFINITY);
    if length > f64::from(max) {
        let message = format!("{name} has more than {max} items");
        return Err(Error::new(ErrorCode::NumberOutOfRange, message).into());
    }
    Ok(u32::try_from(whole(length)).unwrap_or(max))
}

pub(super) fn item(list: &JsValue, name: &str, index: u32) -> JsResult {
    item_of(list, index).map_err(|cause| unreadable(name, cause))
}

#[inline(never)]
fn unreadable(name: &str, cause: JsValue) -> JsValue {
    caused_by(Code::WRONG_TYPE, &format!("{name} cannot be read"), cause)
}

/// A key as text or as bytes. It is wiped when it is dropped.
pub(super) enum Source {
    Text(Zeroizing<String>),
    Bytes(Zeroizing<Vec<u8>>),
}

pub(super) fn source(value: &JsValue, name: &str) -> JsResult<Source> {
    if value.is_string() {
        return Ok(Source::Text(Zeroizing::new(text(value, name, MAX_KEY)?)));
    }
    let length = byte_length(value).ok_or_else(|| wrong_type(name, "a string or bytes", value))?;
    if length > u64::from(MAX_KEY) {
        let message = format!("{name} has {length} bytes, more than {MAX_KEY}");
        return Err(Error::new(Code::TEXT_TOO_LONG, message).into());
    }
    Ok(Source::Bytes(Zeroizing::new(bytes_of(value, length))))
}

/// Returns the length in bytes of an `ArrayBuffer`, a `SharedArrayBuffer` or a view of one, of any realm.
pub(super) fn byte_length(value: &JsValue) -> Option<u64> {
    js_byte_length(value).ok().filter(|length| *length >= 0.0).map(whole)
}

fn copy_bytes(from: &JsValue, to: &mut [u8]) -> bool {
    js_copy_bytes(from, to).unwrap_or(false)
}

/// Copies the bytes of an array. Returns an empty vector if the array is detached. `length` need not reflect that,
/// because V8's optimised code continues to report the old length.
pub(super) fn bytes_of(array: &JsValue, length: u64) -> Vec<u8> {
    let mut bytes = vec![0; usize::try_from(length).unwrap_or_default()];
    if copy_bytes(array, &mut bytes) { bytes } else { Vec::new() }
}

/// Reads a `Uint8Array` that must have exactly `N` bytes.
pub(super) fn fixed_bytes<const N: usize>(value: &JsValue, name: &str) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    let fits = byte_length(value).is_some_and(|length| usize::try_from(length) == Ok(N));
    if fits && copy_bytes(value, &mut bytes) {
        return Ok(bytes);
    }
    Err(wrong_type(name, &format!("a Uint8Array of {N} bytes"), value))
}

/// Reads a key like [`source`], and also a JWK that is passed as an object.
pub(super) fn key_source(value: &JsValue, name: &str) -> JsResult<Source> {
    if value.is_object() && byte_length(value).is_none() {
        return json(value, name, MAX_KEY).map(|text| Source::Text(Zeroizing::new(text)));
    }
    source(value, name)
}

/// Returns a JSON text as it is, and any other value as `JSON.stringify` writes it.
pub(super) fn json(value: &JsValue, name: &str, max: u32) -> JsResult<String> {
    if value.is_string() {
        return Ok(text(value, name, max)?);
    }
    if !value.is_object() || is_array(value) {
        return Err(wrong_type(name, "a string or an object", value).into());
    }
    let unwritable = |cause| caused_by(Code::WRONG_TYPE, &format!("{name} cannot be written as JSON"), cause);
    let written = json_text(value).map_err(unwritable)?;
    Ok(text(&written, name, max)?)
}

pub(super) fn boolean(value: &JsValue, name: &str) -> Result<bool> {
    value.as_bool().ok_or_else(|| wrong_type(name, "a boolean", value))
}

/// Returns the integer part of a number that is known not to be negative.
#[expect(clippy::as_conversions, reason = "no other conversion from a float exists; this one saturates")]
fn whole(number: f64) -> u64 {
    number as u64
}

#[expect(clippy::as_conversions, reason = "the limits are below 2^53, so exact")]
fn number(value: &JsValue, name: &str, max: u64) -> Result<f64> {
    let number = value.as_f64().ok_or_else(|| wrong_type(name, "a number", value))?;
    if (0.0..=max as f64).contains(&number) {
        return Ok(number);
    }
    Err(Error::new(ErrorCode::NumberOutOfRange, format!("{name} must be a finite number from 0 to {max}")))
}

pub(super) fn whole_number(value: &JsValue, name: &str, max: u64) -> Result<u64> {
    let number = number(value, name, max)?;
    if number.fract() == 0.0 {
        return Ok(whole(number));
    }
    Err(Error::new(ErrorCode::NumberOutOfRange, format!("{name} must be a whole number")))
}

/// Reads the option `now`: a `Date`, or milliseconds since 1970. If it is not given, reads the host's clock.
pub(super) fn now(options: &Options) -> JsResult<UnixTime> {
    time(options.get("now")?)
}

pub(super) fn time(given: Option<JsValue>) -> JsResult<UnixTime> {
    let Some(value) = given else {
        let no_clock = |_| Error::new(ErrorCode::TimeOutOfRange, "the host has no clock: pass `now`");
        return Ok(to_unix_time(host_clock().map_err(no_clock)?)?);
    };
    let millis = match value.as_f64() {
        Some(millis) => millis,
        None => date_to_millis(&value)
            .map_err(|_| wrong_type("now", "a Date or a number of milliseconds", &value))?,
    };
    Ok(to_unix_time(millis)?)
}

#[expect(clippy::as_conversions, reason = "no other conversion from a float exists; this one saturates")]
fn to_unix_time(millis: f64) -> Result<UnixTime> {
    if !millis.is_finite() {
        return Err(Error::new(ErrorCode::TimeOutOfRange, "now is an invalid date"));
    }
    Ok(UnixTime::from_millis(millis.floor() as i64)?)
}

/// The number of seconds between the first and the last timestamp of the protocol, of the years 0000 to 9999.
const MAX_WINDOW_SECONDS: u64 = 315_569_519_999;

pub(super) fn window(options: &Options) -> JsResult<FreshnessWindow> {
    Ok(window_of(options.get("maxAgeSeconds")?, options.get("maxSkewSeconds")?)?)
}

/// Returns the window for these numbers of seconds. Each is 300 if it is not given.
pub(super) fn window_of(max_age: Option<JsValue>, max_skew: Option<JsValue>) -> Result<FreshnessWindow> {
    let default = FreshnessWindow::default();
    Ok(FreshnessWindow {
        max_age_millis: millis(max_age, "maxAgeSeconds", default.max_age_millis)?,
        max_skew_millis: millis(max_skew, "maxSkewSeconds", default.max_skew_millis)?,
    })
}

/// Reads a number of seconds and returns it in milliseconds, rounded to a whole number.
pub(super) fn millis(given: Option<JsValue>, name: &str, default: u64) -> Result<u64> {
    match given {
        Some(value) => Ok(whole((number(&value, name, MAX_WINDOW_SECONDS)? * 1000.0).round_ties_even())),
        None => Ok(default),
    }
}

/// The named options of a call.
pub(super) struct Options<'a> {
    object: Option<&'a JsValue>,
}

impl<'a> Options<'a> {
    #[inline(never)]
    pub(super) fn required(value: &'a JsValue, name: &str) -> Result<Self> {
        ensure_memory(0)?;
        if value.is_object() {
            return Ok(Self { object: Some(value) });
        }
        Err(wrong_type(name, "an object", value))
    }

    #[inline(never)]
    pub(super) fn optional(value: &'a JsValue, name: &str) -> Result<Self> {
        if !value.is_undefined() {
            return Self::required(value, name);
        }
        ensure_memory(0)?;
        Ok(Self { object: None })
    }

    /// Returns the option `name`. Returns `None` if it is missing, `undefined` or inherited from `Object.prototype`.
    pub(super) fn get(&self, name: &str) -> JsResult<Option<JsValue>> {
        let Some(object) = self.object else {
            return Ok(None);
        };
        let value = member_of(object, name).map_err(|cause| unreadable(name, cause))?;
        Ok((!value.is_undefined()).then_some(value))
    }

    /// Returns the option `name`, or `undefined` if it was not given. It is for an option whose type is checked next,
    /// so that a missing one is refused there.
    pub(super) fn expect(&self, name: &str) -> JsResult {
        self.get(name).map(Option::unwrap_or_default)
    }

    #[inline(never)]
    pub(super) fn text(&self, name: &str, max: u32) -> JsResult<String> {
        Ok(text(&self.expect(name)?, name, max)?)
    }

    #[inline(never)]
    pub(super) fn optional_text(&self, name: &str, max: u32) -> JsResult<Option<String>> {
        Ok(optional_text(&self.expect(name)?, name, max)?)
    }

    #[inline(never)]
    pub(super) fn agent_runtime_id(&self, name: &str) -> JsResult<AgentRuntimeId> {
        Ok(agent_runtime_id(&self.expect(name)?, name)?)
    }

    pub(super) fn optional_agent_runtime_id(&self, name: &str) -> JsResult<Option<AgentRuntimeId>> {
        Ok(self.get(name)?.map(|id| agent_runtime_id(&id, name)).transpose()?)
    }

    pub(super) fn optional_task_id(&self, name: &str) -> JsResult<Option<AgentTaskId>> {
        Ok(self.get(name)?.map(|id| task_id(&id, name)).transpose()?)
    }

    pub(super) fn optional_external_task_ref(&self, name: &str) -> JsResult<Option<ExternalTaskRef>> {
        Ok(self.get(name)?.map(|text| external_task_ref(&text, name)).transpose()?)
    }

    /// Returns the boolean option `name`, or `default` if it was not given.
    #[inline(never)]
    pub(super) fn flag_or(&self, name: &str, default: bool) -> JsResult<bool> {
        match self.get(name)? {
            Some(value) => Ok(boolean(&value, name)?),
            None => Ok(default),
        }
    }

    pub(super) fn flag(&self, name: &str) -> JsResult<bool> {
        self.flag_or(name, false)
    }
}
