//! Streets as bytes and back: flat little-endian arrays, each preceded by its length.
//!
//! ```text
//! ways u32, components u32
//! nodes     n · (lon i32, lat i32)                                    in 10⁻⁷ degrees
//! segments  n · (tail u32, head u32, forward u32, backward u32,       deciseconds, u32::MAX when closed
//!                meters u32, access u32, end of its shape u32)
//! shapes    n bytes
//! links     n · (tail u32, head u32, deciseconds u32, entries u32)
//! ```
//!
//! Only the streets are stored. The hierarchy and the index of places follow from them in a fraction of the time of
//! reading a map, and what is not stored cannot be damaged. Reading checks everything that later code relies on: every index is
//! in range, every amount fits a weight, every shape leads from its tail to its head. The magic number, the version and the
//! checksum belong to the file around these bytes.

mod reader;

use crate::RoadsError;
use crate::profile::Access;
use crate::shapes::Shapes;
use crate::spot::Spot;
use crate::streets::{Link, Segment, Streets};
use crate::weight::{DECISECONDS_MAX, METERS_MAX};
use reader::Reader;

const CLOSED: u32 = u32::MAX;
/// The access of a segment as a number.
const ACCESSES: [Access; 3] = [Access::Open, Access::Destination, Access::Private];

/// The streets as bytes.
pub(crate) fn write(streets: &Streets) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut put = |words: &[u32]| bytes.extend(words.iter().flat_map(|word| word.to_le_bytes()));
    put(&[streets.ways, streets.components, streets.nodes.len() as u32]);
    for node in &streets.nodes {
        put(&[node.lon.cast_unsigned(), node.lat.cast_unsigned()]);
    }
    put(&[streets.segments.len() as u32]);
    for (segment, &end) in streets.segments.iter().zip(streets.shapes.ends()) {
        put(&[
            segment.tail,
            segment.head,
            segment.forward.unwrap_or(CLOSED),
            segment.backward.unwrap_or(CLOSED),
            segment.meters,
            ACCESSES
                .iter()
                .position(|&access| access == segment.access)
                .unwrap_or(ACCESSES.len()) as u32,
            end,
        ]);
    }
    put(&[streets.shapes.bytes().len() as u32]);
    bytes.extend_from_slice(streets.shapes.bytes());
    let mut put = |words: &[u32]| bytes.extend(words.iter().flat_map(|word| word.to_le_bytes()));
    put(&[streets.links.len() as u32]);
    for link in &streets.links {
        put(&[link.tail, link.head, link.deciseconds, u32::from(link.entries)]);
    }
    bytes
}

/// The streets in bytes.
///
/// # Errors
/// When anything about the bytes is not as [`write`] makes it.
pub(crate) fn read(bytes: &[u8]) -> Result<Streets, RoadsError> {
    let mut reader = Reader::new(bytes);
    let [ways, components] = reader.words()?;
    let nodes = reader.array(|[lon, lat]| Spot {
        lon: lon.cast_signed(),
        lat: lat.cast_signed(),
    })?;
    let records: Vec<[u32; 7]> = reader.array(|record| record)?;
    let shapes = reader.bytes()?.to_vec();
    let links = reader.array(|words: [u32; 4]| words)?;
    reader.end()?;

    check(nodes.iter().all(|spot| spot.is_valid()), "a junction is off the globe")?;
    let streets = Streets {
        segments: records
            .iter()
            .map(|record| segment(record, nodes.len()))
            .collect::<Result<_, _>>()?,
        shapes: Shapes::from_parts(shapes, records.iter().map(|record| record[6]).collect())?,
        links: links
            .iter()
            .map(|words| link(words, nodes.len()))
            .collect::<Result<_, _>>()?,
        nodes,
        ways,
        components,
    };
    for (ix, segment) in streets.segments.iter().enumerate() {
        let (first, last) = (
            streets.nodes[segment.tail as usize],
            streets.nodes[segment.head as usize],
        );
        check(
            streets.shapes.check(ix, first, last),
            "a shape does not lead from its tail to its head",
        )?;
    }
    Ok(streets)
}

fn segment(record: &[u32; 7], node_count: usize) -> Result<Segment, RoadsError> {
    let &[tail, head, forward, backward, meters, access, _] = record;
    check((tail.max(head) as usize) < node_count, "a segment leads to no junction")?;
    let time = |deciseconds: u32| (deciseconds != CLOSED).then_some(deciseconds);
    let (forward, backward) = (time(forward), time(backward));
    let is_open = forward.or(backward).is_some();
    let longest = forward.max(backward).unwrap_or(0);
    check(
        is_open && longest <= DECISECONDS_MAX && meters <= METERS_MAX,
        "a segment takes no possible time",
    )?;
    let access = ACCESSES.get(access as usize).copied();
    Ok(Segment {
        tail,
        head,
        forward,
        backward,
        meters,
        access: access.ok_or_else(|| RoadsError::damaged("a segment has no known access"))?,
    })
}

fn link(words: &[u32; 4], node_count: usize) -> Result<Link, RoadsError> {
    let &[tail, head, deciseconds, entries] = words;
    check((tail.max(head) as usize) < node_count, "a link leads to no junction")?;
    // A link counts an entry for a gate, or up to two between accesses.
    check(
        deciseconds <= DECISECONDS_MAX && entries <= 2,
        "a link takes no possible time",
    )?;
    Ok(Link {
        tail,
        head,
        deciseconds,
        entries: entries as u8,
    })
}

fn check(is_sound: bool, what: &str) -> Result<(), RoadsError> {
    if is_sound {
        Ok(())
    } else {
        Err(RoadsError::damaged(what))
    }
}
