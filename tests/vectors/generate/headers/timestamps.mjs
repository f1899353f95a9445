// The timestamp's form and date. Every one here is signed as it stands, and the clock fits it.
import { accepted, refused } from "../cases.mjs";
import { assertion } from "../envelope.mjs";

const FORM = "a timestamp is YYYY-MM-DDThh:mm:ssZ, 20 characters, T and Z in upper case";
const DATE = "a timestamp is a real calendar date";
const LEAP = "29 February is there in leap years alone: by 4, not by 100, by 400";
const TIME = "a timestamp is a real time of day, without a leap second";
const YEARS = "a timestamp is of the years 0000 to 9999";

function row(timestamp, rule, name, options) {
  return [`timestamp: ${name}`, rule, assertion({ timestamp }), options];
}

/** A stamp of another form; the clock shows the time that most of them mean. */
const malformedStamp = ([timestamp, rule, name]) => row(timestamp, rule, name);

/** A stamp of the right form; the clock shows its time, or the time in `near` where there is no such time. */
const stamp = ([timestamp, rule, name = timestamp, near = timestamp]) =>
  row(timestamp, rule, name, { now_ms: Date.parse(near) });

const malformed = refused(
  "timestamp_malformed",
  [
    ["", FORM, "empty"],
    ["2026-11-22T06:16:09", FORM, "no Z"],
    ["2026-11-22T06:16:09+00:00", FORM, "+00:00 for Z"],
    ["2026-11-22T06:16:09-00:00", FORM, "-00:00 for Z"],
    ["2026-11-22T07:16:09+01:00", FORM, "another offset"],
    ["2026-11-22T06:16:09z", FORM, "z in lower case"],
    ["2026-11-22t06:16:09Z", FORM, "t in lower case"],
    ["2026-11-22 06:16:09Z", FORM, "a space for T"],
    ["2026-11-22_06:16:09Z", FORM, "_ for T"],
    ["2026-11-22T06:16:09.000Z", FORM, "milliseconds"],
    ["2026-11-22T06:16:09.Z", FORM, "a point without a fraction"],
    ["2026-11-22T06:16:09,5Z", FORM, "a fraction with a comma"],
    ["2026-11-22T06:16Z", FORM, "no seconds"],
    ["2026-11-22T06Z", FORM, "no minutes"],
    ["2026-11-22", FORM, "a date only"],
    ["06:16:09Z", FORM, "a time only"],
    ["20261122T061609Z", FORM, "the basic form"],
    ["2026-326T06:16:09Z", FORM, "the day of the year"],
    ["2026-W47-7T06:16:09Z", FORM, "the week"],
    ["2026/11/22T06:16:09Z", FORM, "slashes"],
    ["2026-11-22T06.16.09Z", FORM, "points for colons"],
    ["26-11-22T06:16:09Z", FORM, "a year of two digits"],
    ["12026-11-22T06:16:09Z", FORM, "a year of five digits"],
    ["+002026-11-22T06:16:09Z", FORM, "a year of six digits"],
    ["-2026-11-22T06:16:09Z", FORM, "a negative year"],
    ["-001-11-22T06:16:09Z", FORM, "a negative year of three digits, 20 characters"],
    ["2026-1-22T06:16:09Z", FORM, "a month of one digit"],
    ["2026-11-22T6:16:09Z", FORM, "an hour of one digit"],
    ["2026-11-22T06:16:+9Z", FORM, "a plus sign in the seconds"],
    ["2026-11-22T06:16: 9Z", FORM, "a space in the seconds"],
    ["+026-11-22T06:16:09Z", FORM, "a plus sign in the year"],
    ["2026-11-22T06:16:0xZ", FORM, "a letter among the digits"],
    ["2O26-11-22T06:16:09Z", FORM, "the letter O for a zero"],
    ["２０２６-11-22T06:16:09Z", FORM, "full-width digits"],
    ["2026-11-22T06:16:0９Z", FORM, "one full-width digit, 20 characters"],
    ["2026-11-22T06:16:９Z", FORM, "one full-width digit, 21 bytes"],
    ["2026-11-22T06:1９9Z", FORM, "one full-width digit, 20 bytes"],
    ["２6-11-22T06:16:09Z", FORM, "a full-width digit first, 20 bytes"],
    ["٢٠٢٦-11-22T06:16:09Z", FORM, "Arabic-Indic digits"],
    ["2026\u201111\u201122T06:16:09Z", FORM, "no-break hyphens"],
    ["2026\u221211\u221222T06:16:09Z", FORM, "minus signs"],
    [" 2026-11-22T06:16:09Z", FORM, "a leading space"],
    ["2026-11-22T06:16:09Z ", FORM, "a trailing space"],
    ["2026-11-22T06:16:09Z\n", FORM, "a trailing newline"],
    ["2026-11-22T06:16:09Z\0", FORM, "a trailing NUL"],
    ["2026-11-22T06:16:09ZZ", FORM, "two Z"],
    ["1795328169", FORM, "seconds since 1970"],
    ["Sun, 22 Nov 2026 06:16:09 GMT", FORM, "the form of HTTP"],
    ["now", FORM, "a word"],
  ].map(malformedStamp),
);

const impossible = refused(
  "timestamp_impossible",
  [
    ["2026-00-22T06:16:09Z", DATE, "month 00", "2026-01-22T06:16:09Z"],
    ["2026-13-01T06:16:09Z", DATE, "month 13", "2027-01-01T06:16:09Z"],
    ["2026-99-22T06:16:09Z", DATE, "month 99", "2026-12-22T06:16:09Z"],
    ["2026-11-00T06:16:09Z", DATE, "day 00", "2026-10-31T06:16:09Z"],
    ["2026-01-32T06:16:09Z", DATE, "32 January", "2026-02-01T06:16:09Z"],
    ["2026-12-32T06:16:09Z", DATE, "32 December", "2027-01-01T06:16:09Z"],
    ["2026-02-30T06:16:09Z", DATE, "30 February", "2026-03-02T06:16:09Z"],
    ["2024-02-30T06:16:09Z", DATE, "30 February of a leap year", "2024-03-01T06:16:09Z"],
    ["2026-04-31T06:16:09Z", DATE, "31 April", "2026-05-01T06:16:09Z"],
    ["2026-06-31T06:16:09Z", DATE, "31 June", "2026-07-01T06:16:09Z"],
    ["2026-09-31T06:16:09Z", DATE, "31 September", "2026-10-01T06:16:09Z"],
    ["2026-11-31T06:16:09Z", DATE, "31 November", "2026-12-01T06:16:09Z"],
    ["2026-11-99T06:16:09Z", DATE, "99 November", "2026-11-30T06:16:09Z"],
    ["2023-02-29T06:16:09Z", LEAP, "29 February 2023", "2023-03-01T06:16:09Z"],
    ["1900-02-29T06:16:09Z", LEAP, "29 February 1900", "1900-03-01T06:16:09Z"],
    ["2100-02-29T06:16:09Z", LEAP, "29 February 2100", "2100-03-01T06:16:09Z"],
    ["0001-02-29T06:16:09Z", LEAP, "29 February of the year 1", "0001-03-01T06:16:09Z"],
    ["0000-00-00T00:00:00Z", DATE, "all zeros", "0000-01-01T00:00:00Z"],
    ["2026-11-22T24:00:00Z", TIME, "24:00:00", "2026-11-23T00:00:00Z"],
    ["2026-11-22T25:00:00Z", TIME, "hour 25", "2026-11-23T01:00:00Z"],
    ["2026-11-22T06:60:00Z", TIME, "minute 60", "2026-11-22T07:00:00Z"],
    ["2026-11-22T06:99:00Z", TIME, "minute 99", "2026-11-22T07:39:00Z"],
    ["2026-11-22T06:16:60Z", TIME, "second 60", "2026-11-22T06:17:00Z"],
    ["2016-12-31T23:59:60Z", TIME, "a leap second that there was", "2017-01-01T00:00:00Z"],
    ["2026-11-22T06:16:61Z", TIME, "second 61", "2026-11-22T06:17:01Z"],
    ["9999-99-99T99:99:99Z", DATE, "all nines", "9999-12-31T23:59:59Z"],
  ].map(stamp),
);

const good = accepted(
  [
    ["2024-02-29T06:16:09Z", LEAP],
    ["2000-02-29T06:16:09Z", LEAP],
    ["2400-02-29T06:16:09Z", LEAP],
    ["0000-02-29T06:16:09Z", LEAP],
    ["2023-02-28T23:59:59Z", LEAP],
    ["1900-02-28T23:59:59Z", LEAP],
    ["1900-03-01T00:00:00Z", LEAP],
    ["0000-01-01T00:00:00Z", YEARS],
    ["0099-12-31T23:59:59Z", YEARS],
    ["9999-12-31T23:59:59Z", YEARS],
    ["1970-01-01T00:00:00Z", DATE],
    ["1969-12-31T23:59:59Z", DATE],
    ["2026-01-31T06:16:09Z", DATE],
    ["2026-04-30T06:16:09Z", DATE],
    ["2026-12-31T23:59:59Z", DATE],
    ["2026-11-22T00:00:00Z", TIME],
    ["2026-11-22T23:59:59Z", TIME],
  ].map(stamp),
);

export default [...malformed, ...impossible, ...good];
