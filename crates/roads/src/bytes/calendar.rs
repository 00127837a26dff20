//! Writes and reads the section of stored streets that changes with the hour and the month: spans of the week, and
//! the segments, junctions and bans they apply to. Read records stay `Unchecked` until the streets they name are
//! there.

use super::check::check;
use super::reader::Reader;
use super::records::{self, CLOSED, SEASONS, number};
use crate::RoadsError;
use crate::ground::calendar::{BAN_HOURS_MAX, BanHours, Calendar, JunctionInstead, SegmentInstead};
use crate::ground::streets::Streets;
use crate::week::{Span, When};
use crate::weight::DECISECONDS_MAX;

const LAST_OF_WHEN: u32 = 1 << 31;
/// Bits of a minute of the week.
const MINUTE: u32 = 14;
const MINUTE_MAX: u32 = (1 << MINUTE) - 1;

pub(super) fn write(bytes: &mut Vec<u8>, calendar: &Calendar) {
    let mut put = |words: &[u32]| bytes.extend(words.iter().flat_map(|word| word.to_le_bytes()));
    put(&[calendar.whens.iter().map(|when| when.spans.len()).sum::<usize>() as u32]);
    for when in &calendar.whens {
        let seasons = number(&SEASONS, &when.seasons) << (2 * MINUTE);
        for (place, span) in (1..).zip(&when.spans) {
            let last = if place == when.spans.len() { LAST_OF_WHEN } else { 0 };
            put(&[u32::from(span.from) | u32::from(span.to) << MINUTE | seasons | last]);
        }
    }
    put(&[calendar.segments.len() as u32]);
    for instead in &calendar.segments {
        let [forward, backward] = instead.times.map(|time| time.unwrap_or(CLOSED));
        let access = records::accesses(instead.access);
        put(&[instead.segment, instead.when, forward, backward, access]);
    }
    put(&[calendar.junctions.len() as u32]);
    for instead in &calendar.junctions {
        let [.., passing] = records::from_junction(&instead.state);
        put(&[instead.junction, instead.when, passing]);
    }
    put(&[calendar.bans.len() as u32]);
    for hours in &calendar.bans {
        put(&[hours.ban, hours.when]);
    }
}

/// Records whose numbers are not yet known to mean something.
pub(super) struct Unchecked {
    spans: Vec<u32>,
    segments: Vec<[u32; 5]>,
    junctions: Vec<[u32; 3]>,
    bans: Vec<[u32; 2]>,
}

pub(super) fn read(reader: &mut Reader<'_>) -> Result<Unchecked, RoadsError> {
    Ok(Unchecked {
        spans: reader.array(|[span]| span)?,
        segments: reader.array(|record| record)?,
        junctions: reader.array(|record| record)?,
        bans: reader.array(|record| record)?,
    })
}

impl Unchecked {
    /// The calendar of streets whose own records are sound.
    pub(super) fn of(&self, streets: &Streets) -> Result<Calendar, RoadsError> {
        let whens = self.whens()?;
        let is_when = |when: u32| check((when as usize) < whens.len(), "something changes at no known time");
        let segment = |record: &[u32; 5]| {
            is_when(record[1])?;
            segment(record, streets)
        };
        let junction = |record: &[u32; 3]| {
            is_when(record[1])?;
            junction(record, streets)
        };
        let ban = |&[ban, when]: &[u32; 2]| {
            is_when(when)?;
            check((ban as usize) < streets.bans.len(), "no known sequence has hours")?;
            Ok(BanHours { ban, when })
        };
        check(
            self.segments.is_sorted_by_key(|record| record[0])
                && self.junctions.is_sorted_by_key(|record| record[0])
                && self.bans.is_sorted(),
            "what changes is out of order",
        )?;
        let mut of_one = self.bans.chunk_by(|one, other| one[0] == other[0]);
        check(
            of_one.all(|hours| hours.len() <= BAN_HOURS_MAX),
            "a sequence has too many hours",
        )?;
        let segments = self.segments.iter().map(segment).collect::<Result<_, _>>()?;
        let junctions = self.junctions.iter().map(junction).collect::<Result<_, _>>()?;
        let bans = self.bans.iter().map(ban).collect::<Result<_, RoadsError>>()?;
        Ok(Calendar {
            whens,
            segments,
            junctions,
            bans,
        })
    }

    fn whens(&self) -> Result<Vec<When>, RoadsError> {
        let is_whole = self.spans.last().is_none_or(|last| last & LAST_OF_WHEN != 0);
        check(is_whole, "a time is cut short")?;
        let each = self.spans.split_inclusive(|span| span & LAST_OF_WHEN != 0);
        each.map(|words| {
            let seasons_of = |word: u32| (word & !LAST_OF_WHEN) >> (2 * MINUTE);
            let spans = words.iter().map(|word| Span {
                from: (word & MINUTE_MAX) as u16,
                to: (word >> MINUTE & MINUTE_MAX) as u16,
            });
            let spans: Vec<Span> = spans.collect();
            let seasons = words.first().map_or(CLOSED, |&word| seasons_of(word));
            check(
                words.iter().all(|&word| seasons_of(word) == seasons)
                    && spans.iter().all(|span| span.is_sound())
                    && spans.windows(2).all(|pair| pair[0].to < pair[1].from),
                "a time is none of the week",
            )?;
            let seasons = SEASONS.get(seasons as usize).copied();
            let seasons = seasons.ok_or_else(|| RoadsError::damaged("a time is in no known season"))?;
            Ok(When { seasons, spans })
        })
        .collect()
    }
}

fn segment(
    &[segment, when, forward, backward, access]: &[u32; 5],
    streets: &Streets,
) -> Result<SegmentInstead, RoadsError> {
    let ever = streets.segments.get(segment as usize);
    let ever = ever.ok_or_else(|| RoadsError::damaged("no known segment changes"))?;
    let times = [forward, backward].map(|time| (time != CLOSED).then_some(time));
    let is_possible = |(time, ever): (Option<u32>, Option<u32>)| {
        time.is_none_or(|deciseconds| deciseconds <= DECISECONDS_MAX && ever.is_some())
    };
    check(
        times.into_iter().zip([ever.forward, ever.backward]).all(is_possible),
        "a segment takes no possible time now and then",
    )?;
    Ok(SegmentInstead {
        segment,
        when,
        times,
        access: records::to_accesses(access)?,
    })
}

fn junction(&[junction, when, passing]: &[u32; 3], streets: &Streets) -> Result<JunctionInstead, RoadsError> {
    let spot = streets.junctions.get(junction as usize).map(|junction| junction.spot);
    let spot = spot.ok_or_else(|| RoadsError::damaged("no known junction changes"))?;
    let state = records::to_junction(&[spot.lon.cast_unsigned(), spot.lat.cast_unsigned(), passing])?;
    Ok(JunctionInstead { junction, when, state })
}
