/** A `Date`, or milliseconds since 1970 as `Date.now()` gives them. */
export type Time = Date | number;
