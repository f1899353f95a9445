//! The public keys that are used often, with a table of multiples for each that pays for one.

use super::multiples::Multiples;
use super::when_it_pays::WhenItPays;
use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use ed25519_dalek::VerifyingKey;
use std::sync::{Arc, Mutex, PoisonError};

/// A table takes as long to make as it saves in some fifteen verifications.
const PAYS_AFTER: u32 = 24;
/// The base point is in every verification, so its table may be the larger: 655 KB.
const BITS_OF_BASE: u32 = 8;
/// 220 KB.
const BITS_OF_KEY: u32 = 6;
/// How many keys are remembered, so that there are never more tables: 7 MB.
const REMEMBERED: usize = 32;

/// The least recently used first. A key that is dropped starts anew, so keys in a long round make no tables.
static RECENT: Mutex<Vec<Recent>> = Mutex::new(Vec::new());

/// Alone it takes as long to make as it saves in some 500 verifications; beside a key's table it pays at once.
static BASE: WhenItPays<Multiples> =
    WhenItPays::new(512, || Multiples::of(ED25519_BASEPOINT_POINT, BITS_OF_BASE));

struct Recent {
    key: [u8; 32],
    uses: u32,
    table: Option<Arc<Multiples>>,
}

/// Multiples of B, where there are some `beside` a key's or they pay by themselves.
pub(super) fn base(beside: bool) -> Option<&'static Multiples> {
    if beside { Some(BASE.get_now()) } else { BASE.get() }
}

/// Multiples of -A, where `key`, the point A, is used often.
pub(super) fn negated(key: &VerifyingKey) -> Option<Arc<Multiples>> {
    let mut recent = RECENT.lock().unwrap_or_else(PoisonError::into_inner);
    let mut entry = take(&mut recent, key.as_bytes());
    entry.uses = entry.uses.saturating_add(1);
    if entry.table.is_none() && entry.uses > PAYS_AFTER {
        entry.table = Some(Arc::new(Multiples::of(-key.to_edwards(), BITS_OF_KEY)));
    }
    let table = entry.table.clone();
    recent.push(entry);
    table
}

fn take(recent: &mut Vec<Recent>, key: &[u8; 32]) -> Recent {
    if let Some(at) = recent.iter().rposition(|entry| entry.key == *key) {
        return recent.remove(at);
    }
    if recent.len() >= REMEMBERED {
        recent.remove(0);
    }
    Recent { key: *key, uses: 0, table: None }
}
