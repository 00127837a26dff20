//! `Shapes`: the points of all segments but the first of each, packed: each as the difference from the one before, in
//! one to five bytes a number. Added one segment after another, read back as `Spots`, and checked when loaded.

use crate::RoadsError;
use crate::ground::spot::Spot;
use std::ops::Range;

/// One shape per segment, in the order of segments. A shape holds every point but the first, which is where the
/// segment's tail node is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shapes {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl Shapes {
    /// Shapes as stored.
    ///
    /// # Errors
    /// When the ends do not cut the bytes into shapes in order. Whether each shape itself is sound, [`Self::check`]
    /// tells.
    pub(crate) fn from_parts(bytes: Vec<u8>, ends: Vec<u32>) -> Result<Self, RoadsError> {
        let is_in_order = ends.is_sorted() && ends.last().map_or(0, |&end| end as usize) == bytes.len();
        if is_in_order {
            Ok(Self { bytes, ends })
        } else {
            Err(RoadsError::damaged("the ends of shapes do not fit their bytes"))
        }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn ends(&self) -> &[u32] {
        &self.ends
    }

    fn range(&self, segment: usize) -> Range<usize> {
        let start = if segment == 0 { 0 } else { self.ends[segment - 1] };
        start as usize..self.ends[segment] as usize
    }

    /// Adds the shape of the next segment: its first point and the others.
    pub(crate) fn push(&mut self, first: Spot, others: impl Iterator<Item = Spot>) -> Result<(), RoadsError> {
        let mut last = first;
        for spot in others {
            write_number(&mut self.bytes, i64::from(spot.lon) - i64::from(last.lon));
            write_number(&mut self.bytes, i64::from(spot.lat) - i64::from(last.lat));
            last = spot;
        }
        self.end()
    }

    /// Adds the shape of the next segment as a copy of another's.
    pub(crate) fn push_copy(&mut self, other: &Self, segment: usize) -> Result<(), RoadsError> {
        self.bytes.extend_from_slice(&other.bytes[other.range(segment)]);
        self.end()
    }

    fn end(&mut self) -> Result<(), RoadsError> {
        let end = u32::try_from(self.bytes.len()).map_err(|_| RoadsError::TooLarge {
            what: "bytes of road shapes",
            limit: u64::from(u32::MAX),
        })?;
        self.ends.push(end);
        Ok(())
    }

    /// The points of a segment whose first point is given, that one included.
    pub(crate) fn spots(&self, segment: usize, first: Spot) -> Spots<'_> {
        Spots {
            rest: &self.bytes[self.range(segment)],
            next: Some(first),
        }
    }

    /// Whether the shape is sound: whole numbers, on the globe, from `first` to `last`.
    pub(crate) fn check(&self, segment: usize, first: Spot, last: Spot) -> bool {
        let mut spots = self.spots(segment, first);
        let mut end = None;
        for spot in &mut spots {
            if !spot.is_valid() {
                return false;
            }
            end = Some(spot);
        }
        end == Some(last) && spots.rest.is_empty() && !self.range(segment).is_empty()
    }
}

/// Points of one shape, in order. Bytes that make no number end it early, with bytes left over.
pub(crate) struct Spots<'a> {
    rest: &'a [u8],
    next: Option<Spot>,
}

impl Spots<'_> {
    fn after(&mut self, spot: Spot) -> Option<Spot> {
        let (lon, rest) = read_number(self.rest)?;
        let (lat, rest) = read_number(rest)?;
        let next = Spot {
            lon: i32::try_from(i64::from(spot.lon) + lon).ok()?,
            lat: i32::try_from(i64::from(spot.lat) + lat).ok()?,
        };
        self.rest = rest;
        Some(next)
    }
}

impl Iterator for Spots<'_> {
    type Item = Spot;

    fn next(&mut self) -> Option<Spot> {
        let spot = self.next?;
        self.next = self.after(spot);
        Some(spot)
    }
}

/// Seven bits a byte, low first, the sign in the lowest bit.
fn write_number(bytes: &mut Vec<u8>, number: i64) {
    let mut zigzag = (number << 1 ^ number >> 63).cast_unsigned();
    while zigzag >= 0x80 {
        bytes.push((zigzag & 0x7f) as u8 | 0x80);
        zigzag >>= 7;
    }
    bytes.push(zigzag as u8);
}

/// A number of at most five bytes, and what follows it.
fn read_number(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let mut zigzag = 0_u64;
    for (place, &byte) in bytes.iter().take(5).enumerate() {
        zigzag |= u64::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            let number = (zigzag >> 1).cast_signed() ^ -(zigzag & 1).cast_signed();
            return Some((number, &bytes[place + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::Shapes;
    use crate::ground::spot::Spot;
    use proptest::prelude::*;

    fn spot() -> impl Strategy<Value = Spot> {
        (-1_800_000_000..=1_800_000_000, -900_000_000..=900_000_000).prop_map(|(lon, lat)| Spot { lon, lat })
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_out_again(lines in prop::collection::vec(prop::collection::vec(spot(), 2..9), 1..9)) {
            let mut shapes = Shapes::default();
            for line in &lines {
                shapes.push(line[0], line[1..].iter().copied()).unwrap();
            }
            for (ix, line) in lines.iter().enumerate() {
                prop_assert_eq!(&shapes.spots(ix, line[0]).collect::<Vec<_>>(), line);
                prop_assert!(shapes.check(ix, line[0], line[line.len() - 1]));
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..60), first in spot()) {
            let end = u32::try_from(bytes.len()).unwrap();
            let shapes = Shapes::from_parts(bytes, vec![end]).unwrap();
            let _ = shapes.check(0, first, first);
        }
    }

    #[test]
    fn ends_out_of_order_or_past_the_bytes_are_refused() {
        assert!(Shapes::from_parts(vec![0; 4], vec![3, 2, 4]).is_err());
        assert!(Shapes::from_parts(vec![0; 4], vec![2, 5]).is_err());
        assert!(Shapes::from_parts(vec![0; 4], vec![]).is_err());
    }
}
