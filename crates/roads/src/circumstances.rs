//! `Circumstances` and its `CircumstanceChange`s: what differs from the map for a while. A change closes the roads it
//! names (ways, a class, an area) or scales their speed, at some hours or always; besides there are the minute of the
//! week and snow. `Streets::slow` works all this into the deciseconds along each lane. Hours that are tagged on the
//! map itself are in `ground/calendar.rs`.

pub(crate) mod polygon;

use crate::ground::segment::Segment;
use crate::ground::streets::Streets;
use crate::profile::{Season, Seasons, class_of_name, factor_at, winter_factor};
use crate::week::{Moment, WeekMinute};
use crate::weight::DECISECONDS_MAX;
use karavan_model::Point;
use polygon::Polygon;

/// Which roads a change is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Affected {
    /// These ways, by their ids on the map.
    Ways(Vec<i64>),
    /// All roads of a class, by its value of `highway`.
    Class(String),
    /// All roads that touch the area inside these corners.
    Area(Vec<Point>),
}

/// What is different there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effect {
    /// Nobody drives there.
    Closed,
    /// Speeds are so many times the usual; 0 or less closes.
    Speed(f64),
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub struct CircumstanceChange {
    /// The roads that change.
    pub affected: Affected,
    /// How they change.
    pub effect: Effect,
    /// From and to which minute of the day, the end excluded, over midnight if the end comes first; always when `None`.
    /// It needs an hour to be told: without one only changes that hold always do.
    pub hours: Option<(u16, u16)>,
}

/// Everything that is different at a moment. The default is the map as it is, on an ordinary day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Circumstances {
    /// When people drive. Where `None`, speeds are those of an average day, and what the map says of hours is taken at
    /// Wednesday noon.
    pub at: Option<WeekMinute>,
    /// Whether snow lies.
    pub season: Season,
    /// Changes; speeds of several on one road multiply.
    pub changes: Vec<CircumstanceChange>,
}

impl CircumstanceChange {
    fn holds(&self, at: Option<WeekMinute>) -> bool {
        let Some((from, to)) = self.hours else { return true };
        at.map(WeekMinute::minute_of_day).is_some_and(|now| {
            if from <= to {
                (from..to).contains(&now)
            } else {
                now >= from || now < to
            }
        })
    }

    /// Whether each segment is affected.
    fn affected(&self, streets: &Streets) -> Vec<bool> {
        let count = streets.segments.len();
        match &self.affected {
            Affected::Ways(ids) => {
                let mut ids = ids.clone();
                ids.sort_unstable();
                let is_meant: Vec<bool> = streets.ways.iter().map(|way| ids.binary_search(way).is_ok()).collect();
                let segments = streets.segments.iter();
                segments.map(|segment| is_meant[segment.way as usize]).collect()
            }
            Affected::Class(name) => {
                let class = class_of_name(name);
                streets
                    .segments
                    .iter()
                    .map(|segment| Some(segment.class) == class)
                    .collect()
            }
            Affected::Area(corners) => {
                let area = Polygon::new(corners);
                let touches = |segment| area.touches(streets.spots(segment).map(Point::from));
                (0..count).map(touches).collect()
            }
        }
    }
}

impl Circumstances {
    /// What the map's own hours and months are judged for.
    pub(crate) fn moment(&self) -> Moment {
        Moment {
            season: self.season,
            at: self.at.unwrap_or(WeekMinute::ORDINARY),
        }
    }
}

impl Streets {
    /// Makes the deciseconds along each lane, as the map has them at the moment, those under circumstances; `None`
    /// where closed.
    pub(crate) fn slow(&self, lanes: &mut [Option<u32>], circumstances: &Circumstances) {
        let usual = |segment: &Segment| {
            let of_hour = |at| factor_at(self.profile, segment.class, at);
            let of_season = match circumstances.season {
                Season::Winter if segment.seasons == Seasons::All => winter_factor(self.profile, segment.class),
                Season::Summer | Season::Winter => 1.0,
            };
            of_season * circumstances.at.map_or(1.0, of_hour)
        };
        let mut speeds: Vec<f64> = self.segments.iter().map(usual).collect();
        for change in circumstances
            .changes
            .iter()
            .filter(|change| change.holds(circumstances.at))
        {
            let factor = match change.effect {
                Effect::Closed => 0.0,
                Effect::Speed(factor) if factor.is_finite() => factor.max(0.0),
                Effect::Speed(_) => 1.0,
            };
            for (speed, is_affected) in speeds.iter_mut().zip(change.affected(self)) {
                if is_affected {
                    *speed *= factor;
                }
            }
        }
        for (lanes, speed) in lanes.chunks_exact_mut(2).zip(speeds) {
            // Untouched roads keep their time to the last bit.
            if speed == 1.0 {
                continue;
            }
            for lane in lanes {
                let slowed = lane.map(|time| (f64::from(time) / speed).round());
                *lane = slowed
                    .filter(|&slowed| slowed <= f64::from(DECISECONDS_MAX))
                    .map(|slowed| slowed as u32);
            }
        }
    }
}
