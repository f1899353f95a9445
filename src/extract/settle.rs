//! Reads the text around an assertion to find its request, once enough of that text has arrived.

use super::request::Request;
use super::statement::{self, Above, REACH};
use super::{AssertionExtractor, Context, ExtractedAssertion, Pending, words};
use crate::scan::Text;
use crate::timestamp::UnixTime;
use std::ops::Range;

/// The longest text that is read as a whole to find the request of the only assertion in it, in bytes.
const MAX_SHORT_TEXT_BYTES: usize = 8192;

impl AssertionExtractor {
    /// Reads the statements that have ended.
    pub(super) fn settle(&mut self, is_whole: bool) {
        let end = if is_whole { self.window.len() } else { self.read };
        if is_whole {
            self.settle_strings(end);
            self.end_record();
        } else if self.pending.iter().any(|pending| self.is_out_of_reach(pending, end)) {
            self.settle_strings(end);
        }
        self.settle_until(end, is_whole);
    }

    /// True if the string around an assertion continues beyond the part that is read.
    fn is_out_of_reach(&self, pending: &Pending, end: usize) -> bool {
        let reach = self.in_window(pending.place.end).saturating_add(REACH);
        matches!(pending.context, Context::String(_)) && end >= reach
    }

    /// Reads the statements that end before `end`, or all statements if the text is complete.
    pub(super) fn settle_until(&mut self, end: usize, is_whole: bool) {
        for index in 0..self.pending.len() {
            if !self.settle_one(index, end, is_whole) {
                break;
            }
        }
    }

    /// Reads the text around one assertion. Returns false if more of it is needed.
    fn settle_one(&mut self, index: usize, end: usize, is_whole: bool) -> bool {
        loop {
            let context = self.pending.get(index).map_or(Context::None, |pending| pending.context);
            let settled = match context {
                Context::Statement => self.statement(index, end, is_whole),
                Context::All => self.all(is_whole),
                Context::None | Context::String(_) => return true,
            };
            let Some((request, context)) = settled else { return false };
            self.add_request(index, &request, context);
        }
    }

    /// Reads the open string, because it ends at `end`, turns out not to be JSON, or continues beyond the part that is
    /// read.
    pub(super) fn settle_strings(&mut self, end: usize) {
        let first = self
            .pending
            .iter()
            .rposition(|pending| pending.depth == 0)
            .map_or(0, |last| last.saturating_add(1));
        for index in first..self.pending.len() {
            let context = self.pending.get(index).map_or(Context::None, |pending| pending.context);
            if let Context::String(start) = context {
                let request = self.string(index, start, end);
                self.add_request(index, &request, Context::None);
            }
        }
    }

    fn add_request(&mut self, index: usize, request: &Request, context: Context) {
        if let Some(pending) = self.pending.get_mut(index) {
            pending.request.fill(request);
            pending.context = context;
            pending.weight = pending.weight.saturating_add(request.weight());
            self.pending_bytes = self.pending_bytes.saturating_add(request.weight());
        }
    }

    fn string(&mut self, index: usize, start: u64, end: usize) -> Request {
        let Some(pending) = self.pending.get(index) else { return Request::default() };
        if let Some(request) = self.known(&pending.place) {
            return request;
        }
        let (from, to) = (self.in_window(pending.place.start), self.in_window(pending.place.end));
        let start = self.in_window(start).max(from.saturating_sub(REACH));
        let end = end.min(to.saturating_add(REACH));
        let content = self.window.get(start..end).unwrap_or_default();
        let request = words::read(crate::json::unescape(content).as_bytes());
        self.around = Some((self.place(start)..self.place(end), request.clone()));
        request
    }

    /// Returns the request that was read last, if the assertion at `place` is in the same statement or string.
    fn known(&self, place: &Range<u64>) -> Option<Request> {
        let (around, request) = self.around.as_ref()?;
        (around.start <= place.start && place.end <= around.end).then(|| request.clone())
    }

    fn statement(&mut self, index: usize, end: usize, is_whole: bool) -> Option<(Request, Context)> {
        let pending = self.pending.get(index)?;
        let next = |request: Request| {
            let next = if request.names_target() { Context::None } else { Context::All };
            Some((request, next))
        };
        if let Some(request) = self.known(&pending.place) {
            return next(request);
        }
        let text = Text::new(self.window.get(..end).unwrap_or_default(), is_whole);
        let hit = self.in_window(pending.place.start)..self.in_window(pending.place.end);
        let ceiling = self.pending.get(index.saturating_add(1)).map(|next| self.in_window(next.place.start));
        let statement = statement::around(&text, &hit, self.in_window(pending.floor), ceiling).ok()?;
        let mut request = words::read(text.range(statement.start, statement.end));
        let around = self.place(statement.start)..self.place(statement.end);
        let line = statement.start;
        if request.url.is_none() && request.method.is_none() {
            let known = self.above.as_ref().filter(|(known, _)| *known >= self.base);
            let above =
                match statement::above(text.bytes, line, known.map(|(known, _)| self.in_window(*known))) {
                    Above::Lines(lines) => words::read(text.range(lines.start, lines.end)),
                    Above::Known => known.map(|(_, request)| request.clone()).unwrap_or_default(),
                    Above::Nothing => Request::default(),
                };
            request.fill(&above);
            self.above = Some((self.place(line), above));
        }
        self.around = Some((around, request.clone()));
        next(request)
    }

    /// Reads a short text with one assertion in it as a whole.
    fn all(&self, is_whole: bool) -> Option<(Request, Context)> {
        let is_short = self.base == 0 && self.window.len() <= MAX_SHORT_TEXT_BYTES && self.count == 1;
        if is_short && !is_whole {
            return None;
        }
        let has_url = is_short && words::only_url(&self.window).is_some();
        let request = if has_url { words::read(&self.window) } else { Request::default() };
        Some((request, Context::None))
    }

    /// Returns, in the order of the text, the assertions to which nothing more can be added.
    pub(super) fn release(&mut self) {
        while self.pending.front().is_some_and(|first| first.depth == 0 && first.context == Context::None) {
            self.release_first();
        }
    }

    /// Returns the first pending assertion with the known parts of its request.
    pub(super) fn release_first(&mut self) {
        if self.pending.front().is_some_and(|first| first.context != Context::None) {
            self.settle_first();
        }
        let Some(first) = self.pending.pop_front() else { return };
        self.pending_bytes = self.pending_bytes.saturating_sub(first.weight);
        self.done.push(ExtractedAssertion {
            url: self.shared.url(first.request.url()),
            method: self.shared.method(first.request.method),
            header: first.header,
            line: first.line,
            entry: first.entry,
            sent_at: first.request.sent_at.and_then(|millis| UnixTime::from_millis(millis).ok()),
            status: first.request.status,
        });
    }

    /// Reads the text around the first assertion as far as it has been followed.
    fn settle_first(&mut self) {
        let request = match self.pending.front().map_or(Context::None, |first| first.context) {
            Context::Statement => self.statement(0, self.read, true).map(|(request, _)| request),
            Context::String(start) => Some(self.string(0, start, self.read)),
            Context::None | Context::All => None,
        };
        self.add_request(0, &request.unwrap_or_default(), Context::None);
    }

    /// Removes the text from the window that has been read and is not needed any more.
    #[expect(clippy::disallowed_methods, reason = "no more is dropped than there is")]
    pub(super) fn forget(&mut self) {
        let open = self.pending.iter().find(|pending| pending.context != Context::None);
        let first = open.map_or(usize::MAX, |pending| self.in_window(pending.place.start));
        let kept = self.read.min(self.sought).min(first).saturating_sub(REACH.saturating_mul(2));
        if kept > REACH {
            self.window.drain(..kept);
            self.base = self.place(kept);
            self.read = self.read.saturating_sub(kept);
            self.sought = self.sought.saturating_sub(kept);
            self.needed = self.needed.saturating_sub(kept);
        }
    }
}
