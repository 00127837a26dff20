//! Tests of streets, gates, limits and restrictions with hours: what a moment makes of them, compared with Dijkstra
//! over streets that are always so. Helpers here add such hours to random worlds.

use super::agreement::{cell, snaps};
use super::changes::is_worked_in;
use super::oracle::Oracle;
use super::world::{World, random_grid};
use crate::ground::streets::Streets;
use crate::week::Moment;
use crate::{Circumstances, NO_ROAD, RoadNetwork, Season, WeekMinute};
use karavan_osm::{Element, Tags};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Some hold at Wednesday noon; the last and the first meet at 13:00.
const HOURS: [&str; 7] = [
    "13:00-15:00",
    "Mo-Fr 07:00-10:00",
    "Fr 22:00-06:00",
    "Sa,Su",
    "Nov-Mar",
    "Nov-Mar 08:00-12:00",
    "11:00-13:00",
];

const OF_WAYS: [&str; 6] = [
    "motor_vehicle:conditional=no",
    "access:conditional=destination",
    "motor_vehicle:forward:conditional=no",
    "oneway:conditional=-1",
    "oneway:conditional=yes",
    "maxspeed:conditional=20",
];

/// The world with hours on some of its streets, gates and restrictions.
pub(crate) fn with_hours(mut world: World, seed: u64) -> World {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut add = |tags: &mut Tags, share: f64, choices: &[&str]| {
        if !rng.random_bool(share) {
            return;
        }
        let (key, value) = choices[rng.random_range(0..choices.len())].split_once('=').unwrap();
        let hours = HOURS[rng.random_range(0..HOURS.len())];
        let text = if key == "opening_hours" {
            hours.to_owned()
        } else {
            format!("{value} @ ({hours})")
        };
        let always = tags.iter().map(|(key, value)| (key.to_owned(), value.to_owned()));
        // A restriction that has hours holds at no other.
        let always = always.filter(|(name, _)| key != "restriction:conditional" || name != "restriction");
        let all: Vec<(String, String)> = always.chain([(key.to_owned(), text)]).collect();
        *tags = all.iter().map(|(key, value)| (&key[..], &value[..])).collect();
    };
    for element in &mut world.elements {
        match element {
            Element::Way(way) => add(&mut way.tags, 0.15, &OF_WAYS),
            Element::Node(node) if node.tags.get("barrier").is_some() => {
                let choices = ["access:conditional=no", "access:conditional=yes", "opening_hours="];
                add(&mut node.tags, 0.4, &choices);
            }
            Element::Relation(relation) => {
                let rule = relation.tags.get("restriction").unwrap_or_default();
                let choice = format!("restriction:conditional={rule}");
                add(&mut relation.tags, 0.5, &[&choice]);
            }
            Element::Node(_) => {}
        }
    }
    world
}

/// The streets as if they were always as they are at a moment.
pub(crate) fn frozen(streets: &Streets, moment: Moment) -> Streets {
    let mut frozen = streets.clone();
    let calendar = std::mem::take(&mut frozen.calendar);
    let holds = |when: u32| calendar.whens[when as usize].holds(moment);
    for instead in calendar.segments.iter().filter(|instead| holds(instead.when)) {
        let segment = &mut frozen.segments[instead.segment as usize];
        [segment.forward, segment.backward] = instead.times;
        segment.access = instead.access;
    }
    for segment in &mut frozen.segments {
        if !segment.seasons.has(moment.season) {
            (segment.forward, segment.backward) = (None, None);
        }
    }
    for instead in calendar.junctions.iter().filter(|instead| holds(instead.when)) {
        frozen.junctions[instead.junction as usize] = instead.state;
    }
    let is_timed = |ban: u32| calendar.bans.iter().any(|hours| hours.ban == ban);
    let is_held = |ban: u32| calendar.bans.iter().any(|hours| hours.ban == ban && holds(hours.when));
    let bans = (0..).zip(&streets.bans);
    let bans = bans.filter(|&(number, _)| !is_timed(number) || is_held(number));
    frozen.bans = bans.map(|(_, ban)| ban.clone()).collect();
    frozen
}

fn moments() -> impl Iterator<Item = Circumstances> {
    let hours = [
        None,
        Some((0, 8)),
        Some((2, 12)),
        Some((2, 14)),
        Some((5, 3)),
        Some((6, 18)),
    ];
    let seasons = [Season::Summer, Season::Winter].into_iter();
    seasons.flat_map(move |season| {
        hours.into_iter().map(move |at| Circumstances {
            at: at.map(|(day, hour)| WeekMinute::new(day, hour * 60).unwrap()),
            season,
            ..Circumstances::default()
        })
    })
}

#[test]
fn every_hour_is_as_dijkstra_says_and_the_usual_one_comes_back_to_the_last_bit() {
    let (mut closed, mut varied) = (0, 0);
    for seed in 0..10 {
        let usual = with_hours(random_grid(seed, 8), seed).build();
        let streets = &usual.roads.shared.streets;
        let (from, to) = (snaps(&usual, seed, 10), snaps(&usual, seed + 100, 15));
        let before = usual.matrix(&from, &to);
        for circumstances in moments() {
            let now = usual.under(&circumstances);
            let frozen = frozen(streets, circumstances.moment());
            let (sources, targets) = (snaps(&now, seed, 10), snaps(&now, seed + 100, 15));
            let oracle = Oracle::over(&frozen, &now, &sources, &targets);
            let table = now.matrix(&sources, &targets);
            for (row, source) in sources.iter().enumerate() {
                let expected = oracle.row(row);
                for (column, target) in targets.iter().enumerate() {
                    let told = cell(&table, targets.len(), row, column);
                    assert!(told.is_some(), "seed {seed}, {circumstances:?}: a stop is out of reach");
                    assert_eq!(told, expected[column], "seed {seed}, {circumstances:?}");
                    let path = now.path(source, target).map(|path| (path.seconds, path.meters));
                    assert_eq!(path, told, "seed {seed}, {circumstances:?}");
                }
            }
            closed += now.roads.lanes.iter().filter(|lane| lane.is_none()).count();
            varied += usize::from(now.matrix(&from, &to) != before);
            let back = now.under(&Circumstances::default());
            assert_eq!(back.matrix(&from, &to), before);
            assert_eq!(back.roads.lanes, usual.roads.lanes);
        }
    }
    assert!(closed > 0 && varied > 0, "no hour matters");
}

#[test]
fn an_hour_at_which_little_changes_is_worked_in_as_if_all_were_weighed_anew() {
    let mut tried = 0;
    for seed in 0..4 {
        let mut world = random_grid(seed, 26);
        // Few streets have hours, or too much would change.
        let hours = with_hours(random_grid(seed, 26), seed);
        for (place, element) in hours.elements.into_iter().enumerate().step_by(23) {
            world.elements[place] = element;
        }
        let usual = world.build();
        let circumstances = Circumstances {
            at: WeekMinute::new(2, 14 * 60),
            ..Circumstances::default()
        };
        let now = usual.under(&circumstances);
        tried += usize::from(is_worked_in(&usual, &now));
    }
    assert!(tried > 0, "no hour changes little enough");
}

#[test]
fn a_street_closed_in_the_morning_is_driven_around_then_and_not_at_noon() {
    let roads = |text: &str| -> RoadNetwork {
        World::default()
            .node(1, 0.0, 0.0, "")
            .node(2, 10.0, 0.0, "")
            .node(3, 0.0, 5.0, "")
            .node(4, 10.0, 5.0, "")
            .node(5, -10.0, 0.0, "")
            .node(6, 20.0, 0.0, "")
            .way(&[1, 2], &format!("highway=primary, {text}"))
            .way(&[1, 3, 4, 2], "highway=primary")
            .way(&[5, 1], "highway=primary")
            .way(&[2, 6], "highway=primary")
            .build()
    };
    let meters = |roads: &RoadNetwork, at: Option<WeekMinute>| {
        let now = roads.under(&Circumstances {
            at,
            ..Circumstances::default()
        });
        let [from, to] = [(-5.0, 0.0), (15.0, 0.0)].map(|place| now.snap(super::world::at(place)).unwrap());
        let table = now.matrix(std::slice::from_ref(&from), std::slice::from_ref(&to));
        assert_ne!(table.seconds[0], NO_ROAD);
        table.meters[0]
    };
    // Twenty steps of 111.2 m, or thirty around.
    let (straight, around) = (2_224, 3_336);
    let minute = |hour: u16, minute: u16| WeekMinute::new(0, hour * 60 + minute);
    let morning = roads("motor_vehicle:conditional=no @ (07:00-10:00)");
    assert_eq!(meters(&morning, None), straight);
    assert_eq!(meters(&morning, minute(6, 59)), straight);
    assert_eq!(meters(&morning, minute(7, 0)), around);
    assert_eq!(meters(&morning, minute(9, 59)), around);
    assert_eq!(meters(&morning, minute(10, 0)), straight);
    let noon = roads("motor_vehicle:conditional=no @ (11:00-13:00)");
    assert_eq!(meters(&noon, None), around);
    assert_eq!(meters(&noon, minute(12, 0)), around);
    assert_eq!(meters(&noon, minute(8, 0)), straight);
}
