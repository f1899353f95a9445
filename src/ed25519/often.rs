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

static KEYS: Mutex<Keys> = Mutex::new(Keys::new());

/// Alone it takes as long to make as it saves in some 500 verifications; beside a key's table it pays at once.
static BASE: WhenItPays<Multiples> =
    WhenItPays::new(512, || Multiples::of(ED25519_BASEPOINT_POINT, BITS_OF_BASE));

/// Multiples of B, where there are some `beside` a key's or they pay by themselves.
pub(super) fn base(beside: bool) -> Option<&'static Multiples> {
    if beside { Some(BASE.get_now()) } else { BASE.get() }
}

/// Multiples of -A, where `key`, the point A, is used often.
pub(super) fn negated(key: &VerifyingKey) -> Option<Arc<Multiples>> {
    KEYS.lock().unwrap_or_else(PoisonError::into_inner).used(key)
}

/// A key that makes place for another starts anew, so keys in a long round make no tables.
struct Keys {
    recent: Vec<Recent>,
    uses: u64,
}

#[derive(Default)]
struct Recent {
    key: [u8; 32],
    uses: u32,
    /// Of all keys' uses, which was the last of this one.
    last: u64,
    negated: Option<Arc<Multiples>>,
}

impl Keys {
    const fn new() -> Self {
        Self { recent: Vec::new(), uses: 0 }
    }

    fn used(&mut self, key: &VerifyingKey) -> Option<Arc<Multiples>> {
        self.uses = self.uses.saturating_add(1);
        let last = self.uses;
        let recent = self.recent(key.as_bytes())?;
        recent.last = last;
        recent.uses = recent.uses.saturating_add(1);
        if recent.negated.is_none() && recent.uses > PAYS_AFTER {
            recent.negated = Some(Arc::new(Multiples::of(-key.to_edwards(), BITS_OF_KEY)));
        }
        recent.negated.clone()
    }

    fn recent(&mut self, key: &[u8; 32]) -> Option<&mut Recent> {
        if !self.recent.iter().any(|recent| recent.key == *key) {
            let new = Recent { key: *key, ..Recent::default() };
            if self.recent.len() < REMEMBERED {
                self.recent.push(new);
            } else {
                *self.recent.iter_mut().min_by_key(|recent| recent.last)? = new;
            }
        }
        self.recent.iter_mut().find(|recent| recent.key == *key)
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

    /// Which of so many uses of a key were served from a table.
    fn served(keys: &mut Keys, key: &VerifyingKey, uses: u32) -> Vec<u32> {
        (1..=uses).filter(|_| keys.used(key).is_some()).collect()
    }

    #[test]
    fn a_key_has_a_table_once_it_pays() {
        let mut keys = Keys::new();
        assert!(served(&mut keys, &key(1), 24).is_empty());
        assert!(served(&mut keys, &key(2), 24).is_empty());
        assert_eq!(served(&mut keys, &key(1), 2), [1, 2]);
        let table = keys.used(&key(1)).unwrap();
        assert!(Arc::ptr_eq(&table, &keys.used(&key(1)).unwrap()));
        assert_eq!(table.mul(&Scalar::from(5_u8)), -key(1).to_edwards() * Scalar::from(5_u8));
    }

    #[test]
    fn every_caller_counts() {
        let key = key(0);
        let served = (0..10_000).find_map(|_| negated(&key)).unwrap();
        assert_eq!(served.mul(&Scalar::ONE), -key.to_edwards());
    }

    #[test]
    fn the_keys_used_last_are_remembered_and_no_more() {
        let mut keys = Keys::new();
        for name in 1..=32 {
            served(&mut keys, &key(name), 24);
        }
        // Used again, so that the second is now the least recently used, and makes place for another.
        assert_eq!(served(&mut keys, &key(1), 1), [1]);
        served(&mut keys, &key(33), 1);
        assert_eq!(keys.recent.len(), 32);
        assert_eq!(served(&mut keys, &key(1), 1), [1]);
        assert_eq!(served(&mut keys, &key(3), 1), [1]);
        assert!(served(&mut keys, &key(2), 24).is_empty());
    }

    #[test]
    fn the_base_point_has_a_table_beside_that_of_a_key() {
        let table = base(true).unwrap();
        assert_eq!(table.mul(&Scalar::from(5_u8)), ED25519_BASEPOINT_POINT * Scalar::from(5_u8));
        assert!(std::ptr::eq(base(true).unwrap(), table));
    }
}
