//! Reads the text around an assertion for its request, once enough of it is there.

use super::request::Request;
use super::statement::{self, Above, REACH};
use super::{AssertionExtractor, Context, ExtractedAssertion, Pending, words};
use crate::scan::Text;
use crate::timestamp::UnixTime;
use std::ops::Range;

/// A text of at most this length is read as a whole for the one assertion in it.
const MAX_SHORT_TEXT: usize = 8192;

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

    /// True if the string around an assertion goes on further than it is read.
    fn is_out_of_reach(&self, pending: &Pending, end: usize) -> bool {
        let reach = self.in_window(pending.place.end).saturating_add(REACH);
        matches!(pending.context, Context::String(_)) && end >= reach
    }

    /// Reads the statements that end before `end`; all of them if the text ends there.
    pub(super) fn settle_until(&mut self, end: usize, is_whole: bool) {
        for index in 0..self.pending.len() {
            if !self.settle_one(index, end, is_whole) {
                break;
            }
        }
    }

    /// Returns false if more of the text is needed.
    fn settle_one(&mut self, index: usize, end: usize, is_whole: bool) -> bool {
        loop {
            let context = self.pending.get(index).map_or(Context::None, |pending| pending.context);
            let told = match context {
                Context::Statement => self.statement(index, end, is_whole),
                Context::All => self.all(is_whole),
                Context::None | Context::String(_) => return true,
            };
            let Some((request, context)) = told else { return false };
            self.tell(index, &request, context);
        }
    }

    /// Reads the string that is open: it ends at `end`, turns out not to be JSON, or goes on out of reach.
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
                self.tell(index, &request, Context::None);
            }
        }
    }

    fn tell(&mut self, index: usize, request: &Request, context: Context) {
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

    /// Returns what was read last, if the assertion at `place` stands in the same statement or string.
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
        let is_short = self.base == 0 && self.window.len() <= MAX_SHORT_TEXT && self.count == 1;
        if is_short && !is_whole {
            return None;
        }
        let has_url = is_short && words::only_url(&self.window).is_some();
        let request = if has_url { words::read(&self.window) } else { Request::default() };
        Some((request, Context::None))
    }

    /// Gives out what nothing more can be said about, in the order of the text.
    pub(super) fn release(&mut self) {
        while self.pending.front().is_some_and(|first| first.depth == 0 && first.context == Context::None) {
            self.release_first();
        }
    }

    /// Gives out the first assertion with what is known of it.
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

    /// Reads for the first assertion what there is up to where the text is read.
    fn settle_first(&mut self) {
        let request = match self.pending.front().map_or(Context::None, |first| first.context) {
            Context::Statement => self.statement(0, self.read, true).map(|(request, _)| request),
            Context::String(start) => Some(self.string(0, start, self.read)),
            Context::None | Context::All => None,
        };
        self.tell(0, &request.unwrap_or_default(), Context::None);
    }

    /// Drops what has been read and is not needed for what comes.
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
