//! Reads and writes DER (X.690) as far as the keys of RFC 8410 need it: PKCS#8, versions 1 (RFC 8410) and 2 (RFC 5958),
//! and SubjectPublicKeyInfo, with definite lengths in their shortest form.
//!
//! A general DER library would not read more keys, and added 10 KB to the compressed module.

use zeroize::Zeroizing;

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const OBJECT_IDENTIFIER: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
const ATTRIBUTES: u8 = 0xa0;
const PUBLIC_KEY: u8 = 0x81;

/// The object identifier 1.3.101.112 (RFC 8410 §3).
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];

/// The bytes of an Ed25519 private key (PKCS#8 version 1) before the 32 bytes of its seed.
const PKCS8_START: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
/// The bytes of an Ed25519 public key (SubjectPublicKeyInfo) before the 32 bytes of the point.
const SPKI_START: [u8; 12] = [0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0];

/// The reason why bytes of a known kind are not a valid key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::key) enum Fault {
    Truncated,
    TrailingData,
    Malformed,
    WrongAlgorithm,
}

type Result<T> = std::result::Result<T, Fault>;

/// The kind of a sequence. It is determined by the tags of the first elements, also if the sequence is not complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::key) enum Kind {
    /// PKCS#8, of any algorithm.
    PrivateKey,
    /// PKCS#1 or SEC 1.
    OtherPrivateKey,
    /// PKCS#8, encrypted.
    EncryptedPrivateKey,
    /// SubjectPublicKeyInfo, of any algorithm.
    PublicKey,
    /// A certificate or a request for one.
    Certificate,
    /// Something else, or too few bytes to determine the kind.
    Unknown,
}

impl Kind {
    pub(in crate::key) fn of(der: &[u8]) -> Self {
        let tags = || {
            let [SEQUENCE, rest @ ..] = der else { return Err(Fault::Malformed) };
            let (_, contents) = length(rest)?;
            let first = *contents.first().ok_or(Fault::Truncated)?;
            let mut contents = Reader(contents);
            contents.element(first)?;
            Ok((first, *contents.0.first().ok_or(Fault::Truncated)?))
        };
        match tags() {
            Ok((INTEGER, SEQUENCE)) => Self::PrivateKey,
            Ok((INTEGER, INTEGER | OCTET_STRING)) => Self::OtherPrivateKey,
            Ok((SEQUENCE, OCTET_STRING)) => Self::EncryptedPrivateKey,
            Ok((SEQUENCE, BIT_STRING)) => Self::PublicKey,
            Ok((SEQUENCE, SEQUENCE)) => Self::Certificate,
            _ => Self::Unknown,
        }
    }
}

/// True if the bytes begin with the tag of a DER sequence. Base64 of a sequence does not: the tag is the character `0`,
/// and such base64 begins with `M`.
pub(in crate::key) fn is_sequence(source: &[u8]) -> bool {
    source.first() == Some(&SEQUENCE)
}

/// The first character of the base64 of a sequence of up to 65535 bytes.
pub(in crate::key) const BASE64_OF_SEQUENCE: char = 'M';

/// Writes PKCS#8 version 1.
pub(in crate::key) fn write_pkcs8(seed: &[u8; 32]) -> Zeroizing<[u8; 48]> {
    let mut der = Zeroizing::new([0; 48]);
    der.iter_mut().zip(PKCS8_START.iter().chain(seed)).for_each(|(to, from)| *to = *from);
    der
}

/// Reads PKCS#8. Returns the seed and, in version 2, the public key.
pub(in crate::key) fn read_pkcs8(source: &[u8]) -> Result<(&[u8; 32], Option<&[u8; 32]>)> {
    let mut info = whole_sequence(source)?;
    let version = info.inner(INTEGER)?;
    info.ed25519()?;
    let seed = match info.inner(OCTET_STRING)? {
        [OCTET_STRING, 0x20, seed @ ..] => seed.try_into().map_err(|_| Fault::Malformed)?,
        _ => return Err(Fault::Malformed),
    };
    info.optional(ATTRIBUTES).map_err(|_| Fault::Malformed)?;
    let public = match (version, info.optional(PUBLIC_KEY).map_err(|_| Fault::Malformed)?) {
        ([0], None) => None,
        ([1], Some([0, public @ ..])) => Some(public.try_into().map_err(|_| Fault::Malformed)?),
        _ => return Err(Fault::Malformed),
    };
    info.finish()?;
    Ok((seed, public))
}

/// Writes SubjectPublicKeyInfo.
pub(in crate::key) fn write_spki(key: &[u8; 32]) -> Vec<u8> {
    [SPKI_START.as_slice(), key].concat()
}

/// Reads SubjectPublicKeyInfo.
pub(in crate::key) fn read_spki(source: &[u8]) -> Result<[u8; 32]> {
    let mut info = whole_sequence(source)?;
    info.ed25519()?;
    let key = match info.inner(BIT_STRING)? {
        [0, key @ ..] => key.try_into().map_err(|_| Fault::Malformed)?,
        _ => return Err(Fault::Malformed),
    };
    info.finish()?;
    Ok(key)
}

/// Returns the contents of the sequence in `der`, which must not contain anything after it.
fn whole_sequence(der: &[u8]) -> Result<Reader<'_>> {
    let mut reader = Reader(der);
    let contents = reader.element(SEQUENCE)?;
    if reader.0.is_empty() { Ok(Reader(contents)) } else { Err(Fault::TrailingData) }
}

/// Reads consecutive elements.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// Reads the next element, which must have `tag`. Returns its contents.
    fn element(&mut self, tag: u8) -> Result<&'a [u8]> {
        let (found, rest) = self.0.split_first().ok_or(Fault::Truncated)?;
        if *found != tag {
            return Err(Fault::Malformed);
        }
        let (length, rest) = length(rest)?;
        let (contents, rest) = rest.split_at_checked(length).ok_or(Fault::Truncated)?;
        self.0 = rest;
        Ok(contents)
    }

    /// Reads the next element like [`Self::element`], or returns `None` if it does not have `tag`.
    fn optional(&mut self, tag: u8) -> Result<Option<&'a [u8]>> {
        if self.0.first() == Some(&tag) { self.element(tag).map(Some) } else { Ok(None) }
    }

    /// Reads an element within another one that is complete. If it ends too early, it is malformed, not truncated.
    fn inner(&mut self, tag: u8) -> Result<&'a [u8]> {
        self.element(tag).map_err(|_| Fault::Malformed)
    }

    /// Reads an `AlgorithmIdentifier`, which must be that of Ed25519: the object identifier without parameters.
    fn ed25519(&mut self) -> Result<()> {
        let mut identifier = Reader(self.inner(SEQUENCE)?);
        if identifier.inner(OBJECT_IDENTIFIER)? != ED25519 {
            return Err(Fault::WrongAlgorithm);
        }
        identifier.finish()
    }

    fn finish(&self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Fault::Malformed) }
    }
}

fn length(der: &[u8]) -> Result<(usize, &[u8])> {
    let (first, rest) = der.split_first().ok_or(Fault::Truncated)?;
    let (length, shortest, rest) = match (first, rest) {
        (0..=0x7f, rest) => (usize::from(*first), 0, rest),
        (0x81, [a, rest @ ..]) => (usize::from(*a), 0x80, rest),
        (0x82, [a, b, rest @ ..]) => (usize::from(u16::from_be_bytes([*a, *b])), 0x100, rest),
        (0x81 | 0x82, _) => return Err(Fault::Truncated),
        _ => return Err(Fault::Malformed),
    };
    if length < shortest { Err(Fault::Malformed) } else { Ok((length, rest)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_has_one_form() {
        assert_eq!(length(&[0x7f]), Ok((0x7f, [].as_slice())));
        assert_eq!(length(&[0x81, 0x80]), Ok((0x80, [].as_slice())));
        assert_eq!(length(&[0x82, 1, 0, 9]), Ok((0x100, [9].as_slice())));
        for (der, fault) in [
            ([0x81, 0x7f].as_slice(), Fault::Malformed),
            (&[0x82, 0, 0xff], Fault::Malformed),
            (&[0x80], Fault::Malformed),
            (&[0x83, 1, 0, 0], Fault::Malformed),
            (&[0x82, 1], Fault::Truncated),
            (&[], Fault::Truncated),
        ] {
            assert_eq!(length(der), Err(fault), "{der:x?}");
        }
    }

    #[test]
    fn one_sequence_and_nothing_after_it() {
        let fault = |der| whole_sequence(der).err();
        assert_eq!(fault(&[0x30, 0]), None);
        assert_eq!(fault(&[0x30, 0, 0]), Some(Fault::TrailingData));
        assert_eq!(fault(&[0x30, 1]), Some(Fault::Truncated));
        assert_eq!(fault(&[0x31, 0]), Some(Fault::Malformed));
    }

    #[test]
    fn a_sequence_has_a_kind_even_if_it_is_cut_or_goes_on() {
        let private = write_pkcs8(&[7; 32]);
        let public = write_spki(&[7; 32]);
        for (der, kind) in [
            (private.as_slice(), Kind::PrivateKey),
            (&private[..6], Kind::PrivateKey),
            (&private[..5], Kind::Unknown),
            (&public, Kind::PublicKey),
            (&public[..10], Kind::PublicKey),
            (&[public.as_slice(), &[0]].concat(), Kind::PublicKey),
            (&[0x30, 6, 2, 1, 0, 2, 1, 9], Kind::OtherPrivateKey),
            (&[0x30, 6, 2, 1, 1, 4, 1, 9], Kind::OtherPrivateKey),
            (&[0x30, 5, 0x30, 0, 4, 1, 9], Kind::EncryptedPrivateKey),
            (&[0x30, 4, 0x30, 0, 0x30, 0], Kind::Certificate),
            (&[0x30, 4, 4, 0, 0x30, 0], Kind::Unknown),
            (&[0x31, 4, 0x30, 0, 0x30, 0], Kind::Unknown),
            (&[0x30], Kind::Unknown),
            (&[], Kind::Unknown),
        ] {
            assert_eq!(Kind::of(der), kind, "{der:x?}");
        }
    }
}
