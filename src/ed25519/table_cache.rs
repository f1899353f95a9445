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
/// The most tables of keys. They take 14 MB together.
const MAX_TABLES: usize = 64;
/// The most keys whose uses are counted.
const MAX_KEYS: usize = 256;
/// After so many uses of all keys, the counts are halved, so that a use counts less the longer ago it was.
const USES_PER_AGE: u64 = 8192;
/// No count is higher, so that a key that was used very often does not keep its table for long.
const MAX_USES: u32 = 512;

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

/// Counts the uses of keys, and holds tables of those that are used most.
///
/// A key takes the table's place of another one only if it was used more than twice as often, so that keys that come in
/// turn do not take it from each other. A new key takes the place of the one without a table that was used least, and of
/// several the one with the most similar first byte, which is as good as any: in a large circle the one that was not used
/// for the longest time would be the one that comes next.
struct TableCache {
    entries: Vec<Entry>,
    /// The number of uses of all keys.
    uses: u64,
}

#[derive(Default)]
struct Entry {
    key: [u8; 32],
    uses: u32,
    negated: Option<Arc<PrecomputedTable>>,
}

impl TableCache {
    const fn new() -> Self {
        Self { entries: Vec::new(), uses: 0 }
    }

    fn table_of(&mut self, key: &VerifyingKey) -> Option<Arc<PrecomputedTable>> {
        self.age();
        let place = self.place_of(key.as_bytes())?;
        let entry = self.entries.get_mut(place)?;
        entry.uses = entry.uses.saturating_add(1).min(MAX_USES);
        let uses = entry.uses;
        if entry.negated.is_some() || uses <= USES_BEFORE_TABLE || !self.make_room(uses) {
            return self.entries.get(place)?.negated.clone();
        }
        let table = PrecomputedTable::new(-key.to_edwards(), KEY_DIGIT_BITS).map(Arc::new);
        self.entries.get_mut(place)?.negated.clone_from(&table);
        table
    }

    fn age(&mut self) {
        self.uses = self.uses.saturating_add(1);
        if self.uses.is_multiple_of(USES_PER_AGE) {
            self.entries.iter_mut().for_each(|entry| entry.uses >>= 1);
        }
    }

    /// Makes room for the table of a key that was used so often: drops the least used one if there are too many. Returns
    /// false if every other key was used too often for that.
    fn make_room(&mut self, uses: u32) -> bool {
        let tables = || self.entries.iter().filter(|entry| entry.negated.is_some());
        if tables().count() < MAX_TABLES {
            return true;
        }
        let holders = self.entries.iter_mut().filter(|entry| entry.negated.is_some());
        let Some(least) = holders.min_by_key(|entry| entry.uses) else { return false };
        let is_less = least.uses < uses >> 1;
        if is_less {
            least.negated = None;
        }
        is_less
    }

    /// Returns the place of a key's entry, which is made if there is none.
    fn place_of(&mut self, key: &[u8; 32]) -> Option<usize> {
        // Almost all keys differ in the first bytes already, and comparing these takes one instruction.
        let is_same = |entry: &Entry| entry.key.first_chunk::<8>() == key.first_chunk() && entry.key == *key;
        if let Some(place) = self.entries.iter().position(is_same) {
            return Some(place);
        }
        let new = Entry { key: *key, ..Entry::default() };
        if self.entries.len() < MAX_KEYS {
            self.entries.push(new);
            return self.entries.len().checked_sub(1);
        }
        let others = self.entries.iter().enumerate().filter(|(_, entry)| entry.negated.is_none());
        let difference = |entry: &Entry| entry.key.first().zip(key.first()).map(|(a, b)| a ^ b);
        let (place, _) = others.min_by_key(|(_, entry)| (entry.uses, difference(entry)))?;
        *self.entries.get_mut(place)? = new;
        Some(place)
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

    /// Uses keys in turn. Returns the names of those that have a table in the last turn.
    fn circle(cache: &mut TableCache, names: std::ops::Range<u16>, turns: u32) -> Vec<u16> {
        let keys: Vec<_> = names.map(|name| (name, numbered(name))).collect();
        let mut served = Vec::new();
        for _ in 0..turns {
            let mut has_table = |key| cache.table_of(key).is_some();
            served = keys.iter().map(|(name, key)| (*name, has_table(key))).collect();
        }
        served.into_iter().filter(|(_, has_table)| *has_table).map(|(name, _)| name).collect()
    }

    fn numbered(name: u16) -> VerifyingKey {
        let [low, high] = name.to_le_bytes();
        SigningKey::from_bytes(&std::array::from_fn(|at| if at < 16 { low } else { high })).verifying_key()
    }

    #[test]
    fn keys_in_turn_do_not_take_the_tables_from_each_other() {
        let mut cache = TableCache::new();
        assert_eq!(circle(&mut cache, 0..70, 26), (0..64).collect::<Vec<_>>());
        assert_eq!(circle(&mut cache, 0..70, 300), (0..64).collect::<Vec<_>>());
    }

    #[test]
    fn some_keys_of_a_large_circle_have_tables_and_none_of_a_very_large_one() {
        let mut cache = TableCache::new();
        assert!(circle(&mut cache, 0..5000, 3).is_empty());
        assert_eq!(cache.entries.len(), 256);
        assert_eq!(circle(&mut cache, 5000..5300, 60).len(), 64);
    }

    #[test]
    fn strangers_take_no_table_and_a_key_that_is_used_more_takes_the_least_used_one() {
        let mut cache = TableCache::new();
        circle(&mut cache, 0..64, 26);
        served(&mut cache, &numbered(0), 1);
        circle(&mut cache, 1000..1500, 1);
        assert_eq!(circle(&mut cache, 0..64, 1).len(), 64);
        assert_eq!(served(&mut cache, &numbered(99), 60), [56, 57, 58, 59, 60]);
        assert_eq!(cache.entries.iter().filter(|entry| entry.negated.is_some()).count(), 64);
        assert_eq!(served(&mut cache, &numbered(0), 1), [1]);
    }

    #[test]
    fn a_key_that_is_not_used_any_more_makes_room() {
        let mut cache = TableCache::new();
        circle(&mut cache, 0..64, 600);
        let served = circle(&mut cache, 100..164, 400);
        assert_eq!(served.len(), 64);
    }

    #[test]
    fn the_base_point_has_a_table_if_a_key_has_one() {
        let table = base_table(true).unwrap();
        assert_eq!(table.mul(&Scalar::from(5_u8)), ED25519_BASEPOINT_POINT * Scalar::from(5_u8));
        assert!(std::ptr::eq(base_table(true).unwrap(), table));
    }
}
