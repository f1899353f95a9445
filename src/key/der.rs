//! Just enough DER (X.690) for the keys of RFC 8410: definite lengths, in their shortest form.
//!
//! A general DER library reads no key that this does not, and weighed 10 KB more of the compressed module.

pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(super) const SEQUENCE: u8 = 0x30;

/// 1.3.101.112 (RFC 8410 §3).
pub(super) const ED25519: &[u8] = &[0x2b, 0x65, 0x70];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Truncated,
    TrailingData,
    Malformed,
    WrongAlgorithm,
}

pub(super) type Result<T> = std::result::Result<T, Fault>;

/// The contents of the one sequence that `der` is.
pub(super) fn whole_sequence(der: &[u8]) -> Result<Reader<'_>> {
    let mut reader = Reader(der);
    let contents = reader.element(SEQUENCE)?;
    if reader.0.is_empty() { Ok(Reader(contents)) } else { Err(Fault::TrailingData) }
}

/// Elements that follow one another.
pub(super) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// The contents of the next element, which has `tag`.
    pub(super) fn element(&mut self, tag: u8) -> Result<&'a [u8]> {
        let (found, rest) = self.0.split_first().ok_or(Fault::Truncated)?;
        if *found != tag {
            return Err(Fault::Malformed);
        }
        let (length, rest) = length(rest)?;
        let (contents, rest) = rest.split_at_checked(length).ok_or(Fault::Truncated)?;
        self.0 = rest;
        Ok(contents)
    }

    /// As [`Self::element`], where the next element has `tag`.
    pub(super) fn optional(&mut self, tag: u8) -> Result<Option<&'a [u8]>> {
        if self.0.first() == Some(&tag) { self.element(tag).map(Some) } else { Ok(None) }
    }

    /// An element inside one whose end is known: what ends too early there is not cut short but wrong.
    pub(super) fn inner(&mut self, tag: u8) -> Result<&'a [u8]> {
        self.element(tag).map_err(|_| Fault::Malformed)
    }

    /// An `AlgorithmIdentifier`, which must be Ed25519's: the object identifier and nothing else.
    pub(super) fn ed25519(&mut self) -> Result<()> {
        let mut identifier = Reader(self.inner(SEQUENCE)?);
        if identifier.inner(OBJECT_IDENTIFIER)? != ED25519 {
            return Err(Fault::WrongAlgorithm);
        }
        identifier.finish()
    }

    pub(super) fn finish(&self) -> Result<()> {
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
}
