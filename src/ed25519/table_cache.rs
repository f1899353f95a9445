//! Caches precomputed tables for the public keys that are used often, and for the base point B.

use super::amortized_lazy::AmortizedLazy;
use super::precomputed_table::PrecomputedTable;
use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use ed25519_dalek::VerifyingKey;
use std::sync::{Arc, Mutex, PoisonError};

/// A key gets a table when it is used more often than this. Computing a table takes as long as it saves in some fifteen
/// verifications.
const USES_BEFORE_TABLE: u32 = 24;
/// The digits of the base point's table, which takes 655 KB. It is the larger one, because every verification uses it.
const BASE_DIGIT_BITS: u32 = 8;
/// The digits of a key's table, which takes 220 KB.
const KEY_DIGIT_BITS: u32 = 6;
/// The most keys in the cache. It limits the memory of all tables of keys to 14 MB.
const MAX_KEYS: usize = 64;

static KEY_TABLES: Mutex<TableCache> = Mutex::new(TableCache::new());

/// The table of B. Without a key's table, computing it takes as long as it saves in some 500 verifications; together
/// with one it pays off at once.
static BASE_TABLE: AmortizedLazy<PrecomputedTable> =
    AmortizedLazy::new(512, || PrecomputedTable::new(ED25519_BASEPOINT_POINT, BASE_DIGIT_BITS));

/// Returns the table of B, if it is used together with a key's table or pays off by itself.
pub(super) fn base_table(has_key_table: bool) -> Option<&'static PrecomputedTable> {
    if has_key_table { BASE_TABLE.get_now() } else { BASE_TABLE.get() }
}

/// Counts a use of `key`, the point A, and returns the table of −A if the key is used often.
pub(super) fn negated_key_table(key: &VerifyingKey) -> Option<Arc<PrecomputedTable>> {
    KEY_TABLES.lock().unwrap_or_else(PoisonError::into_inner).table_of(key)
}

/// An LRU cache of tables for frequently used keys. An evicted key's count restarts at zero, so that cycling through
/// many keys never computes a table.
struct TableCache {
    entries: Vec<Entry>,
    /// The number of uses of all keys.
    uses: u64,
}

#[derive(Default)]
struct Entry {
    key: [u8; 32],
    uses: u32,
    /// The value of [`TableCache::uses`] when the key was last used.
    last: u64,
    negated: Option<Arc<PrecomputedTable>>,
}

impl TableCache {
    const fn new() -> Self {
        Self { entries: Vec::new(), uses: 0 }
    }

    fn table_of(&mut self, key: &VerifyingKey) -> Option<Arc<PrecomputedTable>> {
        self.uses = self.uses.saturating_add(1);
        let last = self.uses;
        let entry = self.entry(key.as_bytes())?;
        entry.last = last;
        entry.uses = entry.uses.saturating_add(1);
        if entry.negated.is_none() && entry.uses > USES_BEFORE_TABLE {
            entry.negated = PrecomputedTable::new(-key.to_edwards(), KEY_DIGIT_BITS).map(Arc::new);
        }
        entry.negated.clone()
    }

    fn entry(&mut self, key: &[u8; 32]) -> Option<&mut Entry> {
        if !self.entries.iter().any(|entry| entry.key == *key) {
            let new = Entry { key: *key, ..Entry::default() };
            if self.entries.len() < MAX_KEYS {
                self.entries.push(new);
            } else {
                *self.entries.iter_mut().min_by_key(|entry| entry.last)? = new;
            }
        }
        self.entries.iter_mut().find(|entry| entry.key == *key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use curve25519_dalek::Scalar;
    use ed25519_dalek::SigningKey;

    fn key(name: u8) -> VerifyingKey {
        SigningKey::from_bytes(&[name; 32]).verifying_key()
    }

    /// Uses a key `uses` times. Returns the numbers of the uses for which there was a table.
    fn served(cache: &mut TableCache, key: &VerifyingKey, uses: u32) -> Vec<u32> {
        (1..=uses).filter(|_| cache.table_of(key).is_some()).collect()
    }

    #[test]
    fn a_key_has_a_table_once_it_pays() {
        let mut cache = TableCache::new();
        assert!(served(&mut cache, &key(1), 24).is_empty());
        assert!(served(&mut cache, &key(2), 24).is_empty());
        assert_eq!(served(&mut cache, &key(1), 2), [1, 2]);
        let table = cache.table_of(&key(1)).unwrap();
        assert!(Arc::ptr_eq(&table, &cache.table_of(&key(1)).unwrap()));
        assert_eq!(table.mul(&Scalar::from(5_u8)), -key(1).to_edwards() * Scalar::from(5_u8));
    }

    #[test]
    fn uses_by_all_callers_count() {
        let key = key(0);
        let served = (0..10_000).find_map(|_| negated_key_table(&key)).unwrap();
        assert_eq!(served.mul(&Scalar::ONE), -key.to_edwards());
    }

    #[test]
    fn the_least_recently_used_key_is_evicted() {
        let mut cache = TableCache::new();
        for name in 1..=64 {
            served(&mut cache, &key(name), 24);
        }
        // Using the first key again makes the second the least recently used, which the next new key evicts.
        assert_eq!(served(&mut cache, &key(1), 1), [1]);
        served(&mut cache, &key(65), 1);
        assert_eq!(cache.entries.len(), 64);
        assert_eq!(served(&mut cache, &key(1), 1), [1]);
        assert_eq!(served(&mut cache, &key(3), 1), [1]);
        assert!(served(&mut cache, &key(2), 24).is_empty());
    }

    #[test]
    fn the_base_point_has_a_table_if_a_key_has_one() {
        let table = base_table(true).unwrap();
        assert_eq!(table.mul(&Scalar::from(5_u8)), ED25519_BASEPOINT_POINT * Scalar::from(5_u8));
        assert!(std::ptr::eq(base_table(true).unwrap(), table));
    }
}
