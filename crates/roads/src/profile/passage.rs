//! `Passage`: how a way may be used at one moment: km/h and access in both directions, class, seasons, timetable.
//! `along` makes one of a way's tags and a speed; how it changes through the week is in `passages.rs`.

use super::access::Access;
use super::reader::{Direction, Reader};
use super::season::Seasons;
use super::{access, class, ferry, oneway};
use karavan_osm::Tags;

/// How a way may be used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Passage {
    /// Kilometres an hour in the order of the way's nodes; `None` when closed.
    pub(crate) forward: Option<f64>,
    /// Kilometres an hour against the order of the way's nodes; `None` when closed.
    pub(crate) backward: Option<f64>,
    /// Who may, in the order of the way's nodes and against it; that of the other direction where one is closed.
    pub(crate) access: [Access; 2],
    /// The class of road, by its place in the table.
    pub(crate) class: u8,
    /// When in the year.
    pub(crate) seasons: Seasons,
    /// Whether one may stop and get off there: not in a tunnel, on a motorway or aboard.
    pub(crate) has_kerb: bool,
    /// Seconds from one end of the way to the other, where a timetable says so.
    pub(crate) timetable_seconds: Option<u32>,
}

impl Passage {
    /// Opens each closed direction as the first of some others that is open there has it.
    pub(super) fn opened_as(&mut self, others: &[Self]) {
        if self.forward.is_none()
            && let Some(open) = others.iter().find(|other| other.forward.is_some())
        {
            (self.forward, self.access[0]) = (open.forward, open.access[0]);
        }
        if self.backward.is_none()
            && let Some(open) = others.iter().find(|other| other.backward.is_some())
        {
            (self.backward, self.access[1]) = (open.backward, open.access[1]);
        }
    }
}

/// The passage along a way whose directions are open or not, at one speed for each.
pub(super) fn along(
    reader: Reader,
    tags: &Tags,
    class: u8,
    usual: access::Usual,
    speed: &dyn Fn(Direction) -> f64,
) -> Option<Passage> {
    let open = oneway::directions(reader, tags);
    let use_of = |direction: Direction, is_open: bool| {
        let access = access::of_way(reader, tags, usual, direction);
        (is_open && access != Access::Closed).then(|| (speed(direction), access))
    };
    let forward = use_of(Direction::Forward, open.forward);
    let backward = use_of(Direction::Backward, open.backward);
    let (_, there) = forward.or(backward)?;
    let (_, back) = backward.or(forward)?;
    Some(Passage {
        forward: forward.map(|(speed, _)| speed),
        backward: backward.map(|(speed, _)| speed),
        access: [there, back],
        class,
        seasons: Seasons::All,
        has_kerb: class::has_kerb(class, tags),
        timetable_seconds: ferry::duration_seconds(tags),
    })
}
