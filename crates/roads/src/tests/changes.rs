//! Tests of `RoadNetwork::under`: closures, slow traffic and rush hours against Dijkstra, that the map comes back as
//! it was when they are over, and that a few changes give what a full customisation would.

use super::agreement::{cell, snaps};
use super::oracle::Oracle;
use super::world::{World, at, random_grid};
use crate::{Affected, CircumstanceChange, Circumstances, Effect, NO_ROAD, RoadNetwork, WeekMinute};

fn always(affected: Affected, effect: Effect) -> Circumstances {
    let change = CircumstanceChange {
        affected,
        effect,
        hours: None,
    };
    Circumstances {
        at: None,
        changes: vec![change],
        ..Circumstances::default()
    }
}

/// Two ways from west to east: way 1 straight on, ten steps; way 2 around by the north, twenty steps; ends of ten steps
/// beyond.
fn town() -> RoadNetwork {
    World::default()
        .node(1, 0.0, 0.0, "")
        .node(2, 10.0, 0.0, "")
        .node(3, 0.0, 5.0, "")
        .node(4, 10.0, 5.0, "")
        .node(5, -10.0, 0.0, "")
        .node(6, 20.0, 0.0, "")
        .way(&[1, 2], "highway=primary")
        .way(&[1, 3, 4, 2], "highway=primary")
        .way(&[5, 1], "highway=primary")
        .way(&[2, 6], "highway=residential")
        .build()
}

fn seconds(network: &RoadNetwork) -> u32 {
    let [from, to] = [(-5.0, 0.0), (10.5, 0.0)].map(|place| network.snap(at(place)).unwrap());
    let table = network.matrix(std::slice::from_ref(&from), std::slice::from_ref(&to));
    let path = network.path(&from, &to);
    assert_eq!(path.map_or(NO_ROAD, |path| path.seconds), table.seconds[0]);
    table.seconds[0]
}

#[test]
fn a_closed_way_is_driven_around_and_opens_again() {
    let network = town();
    // Fifteen steps of 8.9 s and half a step of side street, 7.9 s; around it is twenty-five, and two turns to the
    // left.
    assert_eq!(seconds(&network), 141);
    let closed = network.under(&always(Affected::Ways(vec![1]), Effect::Closed));
    assert_eq!(seconds(&closed), 244);
    assert_eq!(seconds(&closed.under(&Circumstances::default())), 141);
    // The same by a square that only crosses the road.
    let square = [(4.0, -1.0), (6.0, -1.0), (6.0, 1.0), (4.0, 1.0)];
    let corners = square.map(|(east, north)| at((east, north))).to_vec();
    assert_eq!(
        seconds(&network.under(&always(Affected::Area(corners), Effect::Closed))),
        244
    );
    let elsewhere = [(4.0, 1.0), (6.0, 1.0), (6.0, 3.0)]
        .map(|(east, north)| at((east, north)))
        .to_vec();
    assert_eq!(
        seconds(&network.under(&always(Affected::Area(elsewhere), Effect::Closed))),
        141
    );
}

#[test]
fn slow_roads_take_longer_and_speeds_multiply() {
    let network = town();
    let half = |affected: &Affected| always(affected.clone(), Effect::Speed(0.5));
    // Five steps as ever and ten at half the speed: 25 of 8.9 s, and the side street.
    let slow = half(&Affected::Ways(vec![1]));
    assert_eq!(seconds(&network.under(&slow)), 230);
    // A quarter of the speed would be 45 steps: around is faster.
    let twice = Circumstances {
        changes: [&slow.changes[..], &slow.changes[..]].concat(),
        ..slow
    };
    assert_eq!(seconds(&network.under(&twice)), 244);
    assert_eq!(
        seconds(&network.under(&half(&Affected::Class("primary".to_owned())))),
        275
    );
    assert_eq!(
        seconds(&network.under(&half(&Affected::Class("residential".to_owned())))),
        149
    );
    assert_eq!(
        seconds(&network.under(&always(Affected::Ways(vec![1]), Effect::Speed(0.0)))),
        244
    );
    assert_eq!(
        seconds(&network.under(&always(Affected::Ways(vec![1]), Effect::Speed(f64::NAN)))),
        141
    );
}

#[test]
fn changes_hold_in_their_hours_and_rush_hours_are_slow() {
    let network = town();
    let mut night = always(Affected::Ways(vec![1]), Effect::Closed);
    night.changes[0].hours = Some((22 * 60, 6 * 60));
    let mut when = |weekday, hour: u16| {
        night.at = Some(WeekMinute::new(weekday, hour * 60).unwrap());
        seconds(&network.under(&night))
    };
    // At noon as ever; at nine in the morning 133.4 s / 0.78 and 7.9 s / 0.89; by night the road is closed and the
    // others are free: 222.4 s / 1.15, 7.9 s / 1.075 and 14 s.
    assert_eq!(when(1, 12), 141);
    assert_eq!(when(1, 9), 180);
    assert_eq!(when(6, 12), 141);
    assert_eq!(when(1, 22), 215);
    assert_eq!(when(1, 5), 199);
    night.at = None;
    assert_eq!(seconds(&network.under(&night)), 141);
    assert!(WeekMinute::new(7, 0).is_none() && WeekMinute::new(0, 1440).is_none());
}

#[test]
fn changed_roads_are_as_dijkstra_says_and_come_back_to_the_last_bit() {
    for seed in 0..12 {
        let network = random_grid(seed, 9).build();
        let ways = (1..60).filter(|way| way % 5 == seed as i64 % 5).collect();
        let mut circumstances = always(Affected::Ways(ways), Effect::Closed);
        circumstances.changes.push(CircumstanceChange {
            affected: Affected::Class("residential".to_owned()),
            effect: Effect::Speed(0.7),
            hours: None,
        });
        let changed = network.under(&circumstances);
        let (sources, targets) = (snaps(&network, seed, 20), snaps(&network, seed + 9, 20));
        let oracle = Oracle::new(&changed, &sources, &targets);
        let table = changed.matrix(&sources, &targets);
        for (row, source) in sources.iter().enumerate() {
            let expected = oracle.row(row);
            for (column, target) in targets.iter().enumerate() {
                let told = cell(&table, targets.len(), row, column);
                assert_eq!(told, expected[column], "seed {seed}, from {source:?} to {target:?}");
                let path = changed.path(source, target).map(|path| (path.seconds, path.meters));
                assert_eq!(path, told);
            }
        }
        let back = changed.under(&Circumstances::default());
        assert_eq!(back.matrix(&sources, &targets), network.matrix(&sources, &targets));
        let pairs = || sources.iter().zip(&targets);
        let paths = |roads: &RoadNetwork| pairs().map(|(from, to)| roads.path(from, to)).collect::<Vec<_>>();
        assert_eq!(paths(&back), paths(&network));
    }
}

/// Insists that roads are as if all were weighed anew; tells whether little enough changed to be worked in.
pub(super) fn is_worked_in(usual: &RoadNetwork, now: &RoadNetwork) -> bool {
    let (before, after) = (&usual.roads.arcs, &now.roads.arcs);
    let differ = before.iter().zip(after.iter());
    let differ = differ.filter(|(before, after)| before.weight != after.weight).count();
    let (worked_in, anew) = (&now.roads.hierarchy, usual.roads.hierarchy.with_weights(after));
    assert!(worked_in.ascent() == anew.ascent());
    assert!(worked_in.descent() == anew.descent());
    // More than one in fifty would be weighed anew anyway.
    differ > 0 && differ <= before.len() / 50
}

#[test]
fn a_few_closed_ways_are_worked_in_as_if_all_were_weighed_anew() {
    for seed in 0..3 {
        let network = random_grid(seed, 26).build();
        let mut tried = 0;
        for way in [3, 17, 30, 41] {
            let changed = network.under(&always(Affected::Ways(vec![way + seed as i64]), Effect::Closed));
            tried += usize::from(is_worked_in(&network, &changed));
            let (sources, targets) = (snaps(&network, seed, 6), snaps(&network, seed + 3, 40));
            let (oracle, table) = (
                Oracle::new(&changed, &sources, &targets),
                changed.matrix(&sources, &targets),
            );
            for row in 0..sources.len() {
                let told: Vec<_> = (0..targets.len())
                    .map(|column| cell(&table, targets.len(), row, column))
                    .collect();
                assert_eq!(told, oracle.row(row), "seed {seed}, way {way}");
            }
        }
        assert!(tried > 0, "seed {seed}: no closure is small enough");
    }
}
