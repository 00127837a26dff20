//! `put_number`, `put_signed`, `put_text` and `Cursor`: numbers (seven bits a byte) and texts packed into bytes, and
//! read back where they lie without trusting them. `record`, `word` and `between` read tables of records of one length.

/// Appends a number in as few bytes as it needs, seven bits each.
pub(crate) fn put_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Appends a number that may be negative: small ones of either sign take one byte.
pub(crate) fn put_signed(out: &mut Vec<u8>, number: i64) {
    put_number(out, (number.cast_unsigned() << 1) ^ (number >> 63).cast_unsigned());
}

/// Appends a text behind its length.
pub(crate) fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// Reads packed bytes from the front; `None` once they make no sense.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cursor<'a>(pub &'a [u8]);

impl<'a> Cursor<'a> {
    /// One byte.
    pub(crate) fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }

    /// A number.
    pub(crate) fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// A number that fits in 32 bits.
    pub(crate) fn small(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok()
    }

    /// A number that may be negative.
    pub(crate) fn signed(&mut self) -> Option<i64> {
        let folded = self.number()?;
        Some((folded >> 1).cast_signed() ^ -(folded & 1).cast_signed())
    }

    /// So many bytes.
    pub(crate) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// Bytes behind their length.
    pub(crate) fn block(&mut self) -> Option<&'a [u8]> {
        let count = usize::try_from(self.number()?).ok()?;
        self.take(count)
    }

    /// A text behind its length.
    pub(crate) fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.block()?).ok()
    }
}

/// The `ix`th of equally long records, each of `N` bytes.
pub(crate) fn record<const N: usize>(table: &[u8], ix: usize) -> Option<&[u8; N]> {
    table.get(ix.checked_mul(N)?..)?.first_chunk()
}

/// The `ix`th of a table of 32-bit numbers.
pub(crate) fn word(table: &[u8], ix: usize) -> Option<u32> {
    record::<4>(table, ix).map(|bytes| u32::from_le_bytes(*bytes))
}

/// Where the `ix`th of things laid end to end lies, from a table of their ends.
pub(crate) fn between(ends: &[u8], ix: usize) -> Option<std::ops::Range<usize>> {
    let start = match ix.checked_sub(1) {
        Some(before) => word(ends, before)?,
        None => 0,
    };
    let end = word(ends, ix)?;
    (start <= end).then_some(start as usize..end as usize)
}

#[cfg(test)]
mod tests {
    use super::{Cursor, put_number, put_signed, put_text};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_packed_comes_back(number: u64, signed: i64, text in "\\PC{0,20}") {
            let mut out = Vec::new();
            put_number(&mut out, number);
            put_signed(&mut out, signed);
            put_text(&mut out, &text);
            let mut cursor = Cursor(&out);
            prop_assert_eq!(cursor.number(), Some(number));
            prop_assert_eq!(cursor.signed(), Some(signed));
            prop_assert_eq!(cursor.text(), Some(text.as_str()));
            prop_assert_eq!(cursor.byte(), None);
        }

        #[test]
        fn any_bytes_are_read_to_their_end_or_refused(bytes: Vec<u8>) {
            let mut cursor = Cursor(&bytes);
            while cursor.signed().is_some() {}
            while cursor.text().is_some() {}
        }
    }
}
