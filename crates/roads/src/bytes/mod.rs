//! Streets as bytes and back: flat little-endian arrays, each preceded by its length.
//!
//! ```text
//! ways driven u32, components u32, profile u32
//! junctions n · (lon i32, lat i32 in 10⁻⁷ degrees, deciseconds to pass it and, in the topmost byte, what bars it)
//! segments  n · (tail u32, head u32, forward u32, backward u32,       deciseconds, u32::MAX when closed
//!                meters u32, way u32, class and accesses u32, end of its shape u32)
//! shapes    n bytes
//! bans      n · (lane u32; in the topmost bit whether a sequence ends here)
//! order     n · (lane u32)
//! ways      n · (id as two u32, the low half first)
//! buildings n · (lon i32, lat i32 of the first corner, end of its outline u32),
//!           n bytes of outlines, n · (building u32, corner u32 with a door)
//! whens     n · (a span of the week u32: from, to, seasons; in the topmost bit whether a when ends here)
//! instead   n · (segment u32, when u32, forward u32, backward u32, accesses u32), n · (junction u32, when u32, as of
//! junctions u32), n · (ban u32, when u32)
//! ```
//!
//! `write` and `read`: only the streets are stored; the hierarchy and the index of places are made of them anew.
//! Reading checks what later code relies on: indices are in range, amounts fit a weight, shapes lead from tail to head,
//! an open lane has one place in the order. These bytes hold no version and no checksum.

mod buildings;
mod calendar;
mod check;
mod reader;
mod records;

use crate::RoadsError;
use crate::ground::calendar::Calendar;
use crate::ground::shapes::Shapes;
use crate::ground::streets::Streets;
use crate::profile::Profile;
use check::check;
use reader::Reader;

const LAST_OF_BAN: u32 = 1 << 31;
/// Lanes of one forbidden sequence; a map holds at most a handful.
const BAN_LANES_MAX: usize = 64;

/// The streets as bytes.
pub(crate) fn write(streets: &Streets) -> Vec<u8> {
    let mut bytes = Vec::new();
    let put = |bytes: &mut Vec<u8>, words: &[u32]| bytes.extend(words.iter().flat_map(|word| word.to_le_bytes()));
    put(
        &mut bytes,
        &[streets.way_count, streets.components, streets.profile as u32],
    );
    put(&mut bytes, &[streets.junctions.len() as u32]);
    for junction in &streets.junctions {
        put(&mut bytes, &records::from_junction(junction));
    }
    put(&mut bytes, &[streets.segments.len() as u32]);
    for (segment, &end) in streets.segments.iter().zip(streets.shapes.ends()) {
        put(&mut bytes, &records::from_segment(segment, end));
    }
    put(&mut bytes, &[streets.shapes.bytes().len() as u32]);
    bytes.extend_from_slice(streets.shapes.bytes());
    put(&mut bytes, &[streets.bans.iter().map(Vec::len).sum::<usize>() as u32]);
    for (last, ban) in streets.bans.iter().filter_map(|ban| ban.split_last()) {
        put(&mut bytes, ban);
        put(&mut bytes, &[last | LAST_OF_BAN]);
    }
    put(&mut bytes, &[streets.order.len() as u32]);
    put(&mut bytes, &streets.order);
    put(&mut bytes, &[streets.ways.len() as u32]);
    for way in &streets.ways {
        let id = way.cast_unsigned();
        put(&mut bytes, &[id as u32, (id >> 32) as u32]);
    }
    buildings::write(&mut bytes, &streets.buildings);
    calendar::write(&mut bytes, &streets.calendar);
    bytes
}

/// The streets in bytes.
///
/// # Errors
/// When anything about the bytes is not as [`write`] makes it.
pub(crate) fn read(bytes: &[u8]) -> Result<Streets, RoadsError> {
    let mut reader = Reader::new(bytes);
    let [way_count, components, profile] = reader.words()?;
    let profile = Profile::ALL.get(profile as usize).copied();
    let junctions: Vec<[u32; 3]> = reader.array(|record| record)?;
    let segments: Vec<[u32; 8]> = reader.array(|record| record)?;
    let shapes = reader.bytes()?.to_vec();
    let bans: Vec<u32> = reader.array(|[lane]| lane)?;
    let order: Vec<u32> = reader.array(|[lane]| lane)?;
    let ways = reader.array(|[low, high]| (u64::from(high) << 32 | u64::from(low)).cast_signed())?;
    let buildings = buildings::read(&mut reader)?;
    let calendar = calendar::read(&mut reader)?;
    reader.end()?;

    let mut streets = Streets {
        profile: profile.ok_or_else(|| RoadsError::damaged("the roads are of no known profile"))?,
        junctions: junctions.iter().map(records::to_junction).collect::<Result<_, _>>()?,
        segments: segments
            .iter()
            .map(|record| records::to_segment(record, junctions.len(), ways.len()))
            .collect::<Result<_, _>>()?,
        shapes: Shapes::from_parts(shapes, segments.iter().map(|record| record[7]).collect())?,
        bans: split(&bans)?,
        calendar: Calendar::default(),
        order,
        ways,
        buildings,
        way_count,
        components,
    };
    check_shapes(&streets)?;
    check_lanes(&streets)?;
    streets.calendar = calendar.of(&streets)?;
    Ok(streets)
}

fn split(bans: &[u32]) -> Result<Vec<Vec<u32>>, RoadsError> {
    let is_whole = bans.last().is_none_or(|last| last & LAST_OF_BAN != 0);
    let each = bans.split_inclusive(|lane| lane & LAST_OF_BAN != 0);
    let bans: Vec<Vec<u32>> = each
        .map(|ban| ban.iter().map(|lane| lane & !LAST_OF_BAN).collect())
        .collect();
    let is_sound = bans.iter().all(|ban| (2..=BAN_LANES_MAX).contains(&ban.len()));
    check(is_whole && is_sound, "a forbidden sequence is cut short")?;
    Ok(bans)
}

fn check_shapes(streets: &Streets) -> Result<(), RoadsError> {
    for (ix, segment) in streets.segments.iter().enumerate() {
        let [first, last] = [segment.tail, segment.head].map(|junction| streets.junctions[junction as usize].spot);
        check(
            streets.shapes.check(ix, first, last),
            "a shape does not lead from its tail to its head",
        )?;
    }
    Ok(())
}

fn check_lanes(streets: &Streets) -> Result<(), RoadsError> {
    // An extract without roads is refused as well; everything later counts on at least one lane.
    check(!streets.order.is_empty(), "there is no road in it")?;
    let is_lane = |lane: u32| (lane as usize) < streets.lane_count();
    let is_open = |lane: u32| is_lane(lane) && streets.time(lane).is_some();
    for ban in &streets.bans {
        let joins =
            |pair: &[u32]| is_open(pair[0]) && is_open(pair[1]) && streets.end(pair[0]) == streets.start(pair[1]);
        check(ban.windows(2).all(joins), "a forbidden sequence leads nowhere")?;
    }
    let mut is_ordered = vec![false; streets.lane_count()];
    for &lane in &streets.order {
        let is_new = is_open(lane) && !std::mem::replace(&mut is_ordered[lane as usize], true);
        check(is_new, "the order of lanes is not one")?;
    }
    check(
        streets.order.len() == streets.open_lanes().count(),
        "a lane is missing from the order",
    )
}
