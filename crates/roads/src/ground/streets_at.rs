//! `Standing`: the streets at one `Moment`, with what the map's own tags say for that hour and month worked in.
//! Closures and traffic that the map does not know are in `circumstances.rs`.

use crate::ground::calendar::SegmentInstead;
use crate::ground::junction::Junction;
use crate::ground::segment::Segment;
use crate::ground::streets::Streets;
use crate::profile::Access;
use crate::week::Moment;

/// The streets at a moment, as the map has them: without closures and traffic.
pub(crate) struct Standing<'a> {
    streets: &'a Streets,
    moment: Moment,
    held: Vec<bool>,
    /// Segments that are another now, ascending, each once.
    instead: Vec<SegmentInstead>,
}

impl<'a> Standing<'a> {
    pub(crate) fn new(streets: &'a Streets, moment: Moment) -> Self {
        let held = streets.calendar.held(moment);
        let now = streets.calendar.segments.iter();
        let mut instead: Vec<SegmentInstead> = now.filter(|instead| held[instead.when as usize]).copied().collect();
        instead.dedup_by_key(|instead| instead.segment);
        Self {
            streets,
            moment,
            held,
            instead,
        }
    }

    /// A segment as it is now.
    pub(crate) fn segment(&self, number: u32) -> Segment {
        let mut segment = self.streets.segments[number as usize];
        if let Ok(place) = self.instead.binary_search_by_key(&number, |instead| instead.segment) {
            let instead = &self.instead[place];
            [segment.forward, segment.backward] = instead.times;
            segment.access = instead.access;
        }
        if !segment.seasons.has(self.moment.season) {
            (segment.forward, segment.backward) = (None, None);
        }
        segment
    }

    /// Whether a lane is open now.
    pub(crate) fn is_open(&self, lane: u32) -> bool {
        self.segment(lane / 2).time(lane).is_some()
    }

    /// Deciseconds along each lane now; `None` where closed.
    pub(crate) fn lanes(&self) -> Vec<Option<u32>> {
        let segments = (0..self.streets.segments.len() as u32).map(|number| self.segment(number));
        segments
            .flat_map(|segment| [segment.forward, segment.backward])
            .collect()
    }

    /// A junction as it is now.
    pub(crate) fn junction(&self, number: u32) -> Junction {
        let mut instead = self.streets.calendar.of_junction(number).iter();
        let now = instead.find(|instead| self.held[instead.when as usize]);
        now.map_or(self.streets.junctions[number as usize], |instead| instead.state)
    }

    /// A junction as it is for most of the time.
    pub(crate) fn usual_junction(&self, number: u32) -> Junction {
        self.streets.junctions[number as usize]
    }

    /// Whether one of [`Calendar::whens`] holds.
    pub(crate) fn holds(&self, when: u32) -> bool {
        self.held[when as usize]
    }

    /// Who may use segments that are another now, ascending.
    pub(crate) fn accesses(&self) -> Vec<(u32, [Access; 2])> {
        let now = self.instead.iter();
        now.map(|instead| (instead.segment, instead.access)).collect()
    }
}
