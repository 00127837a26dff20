//! Junctions (3 words each) and segments (8 words) to and from stored records, with the numbers that stand for access,
//! season and barrier. Reading checks that they make sense.

use super::check::check;
use crate::RoadsError;
use crate::ground::junction::{Bar, Junction};
use crate::ground::segment::Segment;
use crate::ground::spot::Spot;
use crate::profile::{Access, CLASS_COUNT, Seasons};
use crate::weight::{DECISECONDS_MAX, METERS_MAX};

pub(super) const CLOSED: u32 = u32::MAX;
/// Where the topmost byte begins.
const TOP: u32 = 24;
/// The access of a segment as a number.
const ACCESSES: [Access; 3] = [Access::Open, Access::Destination, Access::Private];
/// Bits of the access in one direction.
const ACCESS: u32 = 4;
/// When a segment is open as a number.
pub(super) const SEASONS: [Seasons; 3] = [Seasons::All, Seasons::SummerOnly, Seasons::WinterOnly];
/// Where the seasons of a segment begin, and the mark that one cannot get off there.
const SEASON: u32 = 8;
const NO_KERB: u32 = 1 << 10;
/// What bars a junction as a number.
const BARS: [Bar; 4] = [Bar::Open, Bar::Gate, Bar::Restricted, Bar::Closed];

pub(super) fn number<T: PartialEq>(table: &[T], value: &T) -> u32 {
    table.iter().position(|other| other == value).unwrap_or(table.len()) as u32
}

/// Who may drive there and back as a number.
pub(super) fn accesses(both: [Access; 2]) -> u32 {
    let [there, back] = both.map(|access| number(&ACCESSES, &access));
    there | back << ACCESS
}

/// Who may drive there and back.
pub(super) fn to_accesses(number: u32) -> Result<[Access; 2], RoadsError> {
    let known = |number: u32| ACCESSES.get(number as usize).copied();
    let both = known(number & ((1 << ACCESS) - 1)).zip(known(number >> ACCESS));
    let (there, back) = both.ok_or_else(|| RoadsError::damaged("a segment has no known access"))?;
    Ok([there, back])
}

pub(super) fn from_junction(junction: &Junction) -> [u32; 3] {
    let Junction { spot, halt, bar } = junction;
    [
        spot.lon.cast_unsigned(),
        spot.lat.cast_unsigned(),
        *halt.min(&DECISECONDS_MAX) | number(&BARS, bar) << TOP,
    ]
}

pub(super) fn to_junction(&[lon, lat, passing]: &[u32; 3]) -> Result<Junction, RoadsError> {
    let spot = Spot {
        lon: lon.cast_signed(),
        lat: lat.cast_signed(),
    };
    check(spot.is_valid(), "a junction is off the globe")?;
    let halt = passing & ((1 << TOP) - 1);
    check(halt <= DECISECONDS_MAX, "a junction takes no possible time")?;
    let bar = BARS.get((passing >> TOP) as usize).copied();
    Ok(Junction {
        spot,
        halt,
        bar: bar.ok_or_else(|| RoadsError::damaged("a junction is barred in no known way"))?,
    })
}

pub(super) fn from_segment(segment: &Segment, end_of_shape: u32) -> [u32; 8] {
    [
        segment.tail,
        segment.head,
        segment.forward.unwrap_or(CLOSED),
        segment.backward.unwrap_or(CLOSED),
        segment.meters,
        segment.way,
        u32::from(segment.class)
            | number(&SEASONS, &segment.seasons) << SEASON
            | if segment.has_kerb { 0 } else { NO_KERB }
            | accesses(segment.access) << TOP,
        end_of_shape,
    ]
}

pub(super) fn to_segment(record: &[u32; 8], junctions: usize, ways: usize) -> Result<Segment, RoadsError> {
    let &[tail, head, forward, backward, meters, way, kind, _] = record;
    check((tail.max(head) as usize) < junctions, "a segment leads to no junction")?;
    check((way as usize) < ways, "a segment is part of no way")?;
    let time = |deciseconds: u32| (deciseconds != CLOSED).then_some(deciseconds);
    let (forward, backward) = (time(forward), time(backward));
    let is_open = forward.or(backward).is_some();
    let longest = forward.max(backward).unwrap_or(0);
    check(
        is_open && longest <= DECISECONDS_MAX && meters <= METERS_MAX,
        "a segment takes no possible time",
    )?;
    let class = kind & ((1 << SEASON) - 1);
    let seasons = SEASONS.get((kind >> SEASON & 3) as usize).copied();
    check(
        kind & ((1 << TOP) - 1) < 2 * NO_KERB,
        "a segment has marks of no meaning",
    )?;
    check((class as usize) < CLASS_COUNT, "a segment has no known class")?;
    Ok(Segment {
        tail,
        head,
        forward,
        backward,
        meters,
        access: to_accesses(kind >> TOP)?,
        class: class as u8,
        seasons: seasons.ok_or_else(|| RoadsError::damaged("a segment has no known season"))?,
        has_kerb: kind & NO_KERB == 0,
        way,
    })
}
