//! Tests of drives, snapping, gates, yards, roundabouts and clipped maps on small worlds drawn by hand, with the
//! arithmetic beside the assertions; also of the progress of building and of the figures of a network. A step is
//! 111.195 m; without signs a primary road is driven at 45 km/h, a residential one at 25.2 km/h and a service way at 12
//! km/h.

use super::world::{World, at};
use crate::{Access, NO_ROAD, RoadNetwork, RoadStage, RoadsError};
use std::cell::RefCell;

/// Seconds of the drive between two places, the same by matrix and by path.
fn seconds(network: &RoadNetwork, from: (f64, f64), to: (f64, f64)) -> Option<u32> {
    let snap = |place| network.snap(at(place)).unwrap();
    let (from, to) = (snap(from), snap(to));
    let table = network.matrix(std::slice::from_ref(&from), std::slice::from_ref(&to));
    let path = network.path(&from, &to);
    assert_eq!(path.map_or(NO_ROAD, |path| path.seconds), table.seconds[0]);
    (table.seconds[0] != NO_ROAD).then_some(table.seconds[0])
}

/// A square block, nodes 1 to 4 counterclockwise from the south-west, sides of ten steps.
fn block() -> World {
    World::default()
        .node(1, 0.0, 0.0, "")
        .node(2, 10.0, 0.0, "")
        .node(3, 10.0, 10.0, "")
        .node(4, 0.0, 10.0, "")
}

#[test]
fn a_drive_along_a_road_takes_its_length_at_its_speed() {
    let network = block().way(&[1, 2, 3], "highway=primary").build();
    // 5 of 10 steps east and 5 north: 1,111.95 m at 12.5 m/s = 88.96 s.
    let path = network.path(
        &network.snap(at((5.0, 0.0))).unwrap(),
        &network.snap(at((10.0, 5.0))).unwrap(),
    );
    let path = path.unwrap();
    assert_eq!((path.seconds, path.meters), (89, 1_112));
    let corner = path.points[1];
    assert_eq!(path.points.len(), 3);
    assert!(corner.distance_meters(at((10.0, 0.0))) < 0.1);
}

#[test]
fn a_place_snaps_to_the_middle_of_a_segment() {
    let network = block().way(&[1, 2, 3], "highway=primary").build();
    let snap = network.snap(at((4.0, 1.0))).unwrap();
    assert!(snap.point().distance_meters(at((4.0, 0.0))) < 0.1);
    assert!((snap.distance_meters() - 111.195).abs() < 0.1);
    assert_eq!(snap.access(), Access::Open);
    // Nine steps south of the road are 1,000.76 m.
    assert_eq!(network.snap(at((4.0, -9.0))), None);
    assert!(network.snap_within(at((4.0, -9.0)), 1_001.0).is_some());
    assert_eq!(
        network.snap(karavan_model::Point {
            lon: f64::NAN,
            lat: 0.0
        }),
        None
    );
    assert_eq!(network.snap(karavan_model::Point { lon: 0.0, lat: 91.0 }), None);
}

#[test]
fn the_nearest_road_is_nearest_in_metres_not_in_degrees() {
    // At 60° north a step of longitude is half as long. From the place, 2 steps west of one road and 1.5 steps south of
    // the other, the former is 111 m away and the latter 167 m.
    let network = World::at_latitude(60.0)
        .node(1, 0.0, -10.0, "")
        .node(2, 0.0, 1.5, "")
        .node(3, -10.0, 1.5, "")
        .way(&[1, 2, 3], "highway=primary")
        .build();
    let mut place = at((-2.0, 0.0));
    place.lat += 60.0;
    let snap = network.snap(place).unwrap();
    assert!(snap.point().lon.abs() < 1e-7, "{snap:?}");
    assert!((snap.distance_meters() - 111.2).abs() < 0.1, "{snap:?}");
}

#[test]
fn a_place_does_not_snap_to_an_island_and_comes_back_from_a_stub_by_a_guess() {
    let network = block()
        .node(5, 5.0, 2.0, "")
        .node(6, 7.0, 2.0, "")
        .node(7, -5.0, 2.0, "")
        .way(&[1, 2, 3, 4, 1], "highway=primary")
        .way(&[5, 6], "highway=primary")
        .way(&[1, 7], "highway=primary, oneway=yes")
        .build();
    let on_island = network.snap(at((6.0, 2.0))).unwrap();
    assert!(on_island.point().distance_meters(at((6.0, 0.0))) < 0.1);
    let on_stub = network.snap(at((-3.0, 1.2))).unwrap();
    assert!(on_stub.distance_meters() < 0.1, "{on_stub:?}");
    // There: five steps, 44.5 s, no turn to speak of, and 3.23 steps along the stub, 28.7 s. Back: 2.154 steps to the
    // end, 19.2 s; from there to the block again 598.8 m as the crow flies, half as much again at 20 km/h, 161.7 s, and
    // a minute.
    let away = network.snap(at((5.0, 0.0))).unwrap();
    assert_eq!(network.drive(&away, &on_stub).unwrap().0, 73);
    let (seconds, meters) = network.drive(&on_stub, &network.snap(at((0.0, 0.0))).unwrap()).unwrap();
    assert!(
        (240..=243).contains(&seconds) && (837..=840).contains(&meters),
        "{seconds} s, {meters} m"
    );
    // The block in either direction, the two lanes of the island, and the stub.
    assert_eq!(network.stats().components, 4);
    assert_eq!(network.stats().ways, 3);
}

#[test]
fn on_a_oneway_block_a_place_behind_is_reached_all_the_way_round() {
    let network = block().way(&[1, 2, 3, 4, 1], "highway=primary, oneway=yes").build();
    // Two steps ahead: 222.39 m at 12.5 m/s = 17.8 s. The whole round is 40 steps, 4,447.8 m, 355.8 s; 38 of them 338.0
    // s.
    assert_eq!(seconds(&network, (4.0, 0.0), (6.0, 0.0)), Some(18));
    assert_eq!(seconds(&network, (6.0, 0.0), (4.0, 0.0)), Some(338));
    assert_eq!(seconds(&network, (6.0, 0.0), (6.0, 0.0)), Some(0));
    let (from, to) = (
        network.snap(at((6.0, 0.0))).unwrap(),
        network.snap(at((4.0, 0.0))).unwrap(),
    );
    let round = network.path(&from, &to).unwrap();
    assert!((round.meters as i64 - 4_225).abs() <= 2, "{}", round.meters);
    assert_eq!(round.points.len(), 6, "the place, four corners, the place behind");
}

#[test]
fn oneway_minus_one_runs_against_the_nodes() {
    let network = block().way(&[1, 2, 3, 4, 1], "highway=primary, oneway=-1").build();
    assert_eq!(seconds(&network, (4.0, 0.0), (6.0, 0.0)), Some(338));
    assert_eq!(seconds(&network, (6.0, 0.0), (4.0, 0.0)), Some(18));
}

#[test]
fn a_place_on_the_segment_may_be_reached_faster_around() {
    // A long slow yard bows around; the fast road joins its two ends. Both places lie on the yard, near its ends.
    let network = block()
        .way(&[1, 2], "highway=primary")
        .way(&[2, 3, 4, 1], "highway=service")
        .build();
    // 30 steps of yard at 3.333 m/s are 1,000.8 s; from one step after node 2 to one step before node 1 they would be
    // 934 s. Back to node 2 33.4 s, the road 1,111.95 m at 12.5 m/s 89.0 s, and 33.4 s into the yard: 155.7 s.
    assert_eq!(seconds(&network, (10.0, 1.0), (0.0, 1.0)), Some(156));
}

#[test]
fn a_gate_takes_its_time_and_a_bollard_sends_cars_around() {
    let gated = |barrier: &str| {
        World::default()
            .node(1, 0.0, 0.0, "")
            .node(2, 5.0, 0.0, barrier)
            .node(3, 10.0, 0.0, "")
            .node(4, 10.0, 10.0, "")
            .node(5, 0.0, 10.0, "")
            .way(&[1, 2, 3], "highway=primary")
            .way(&[3, 4, 5, 1], "highway=primary")
            .build()
    };
    // Two steps: 17.8 s.
    assert_eq!(seconds(&gated(""), (4.0, 0.0), (6.0, 0.0)), Some(18));
    // 40 s more for a gate, 10 s for one open to all.
    assert_eq!(seconds(&gated("barrier=gate"), (4.0, 0.0), (6.0, 0.0)), Some(58));
    assert_eq!(
        seconds(&gated("barrier=gate, access=yes"), (4.0, 0.0), (6.0, 0.0)),
        Some(28)
    );
    // A private gate weighs 300 s more than its 75, so 38 steps around, 4,225.4 m at 12.5 m/s = 338.0 s, are taken.
    assert_eq!(
        seconds(&gated("barrier=gate, access=private"), (4.0, 0.0), (6.0, 0.0)),
        Some(338)
    );
    assert_eq!(seconds(&gated("barrier=bollard"), (4.0, 0.0), (6.0, 0.0)), Some(338));
    assert_eq!(
        seconds(&gated("barrier=bollard, motor_vehicle=yes"), (4.0, 0.0), (6.0, 0.0)),
        Some(28)
    );
}

#[test]
fn a_yard_behind_a_private_gate_can_be_reached_and_left() {
    let network = block()
        .node(5, 5.0, 0.0, "")
        .node(6, 5.0, 1.0, "barrier=lift_gate, access=private")
        .node(7, 5.0, 3.0, "")
        .way(&[1, 5, 2, 3, 4, 1], "highway=primary")
        .way(&[5, 6, 7], "highway=service, access=private")
        .build();
    let home = network.snap(at((5.1, 3.0))).unwrap();
    assert_eq!(home.access(), Access::Private);
    // Five steps of road: 555.98 m at 12.5 m/s = 44.5 s; the gate 75 s; three steps of yard: 333.6 m at 3.333 m/s =
    // 100.1 s. Together 219.6 s, and 7 s to turn left into the yard or 3 s to turn right out of it. The penalties of a
    // private way and gate are no part of it.
    assert_eq!(seconds(&network, (0.0, 0.0), (5.1, 3.0)), Some(227));
    assert_eq!(seconds(&network, (5.1, 3.0), (0.0, 0.0)), Some(223));
}

#[test]
fn a_yard_is_crossed_only_when_the_way_around_costs_a_quarter_of_an_hour_more() {
    let town = |steps: f64| {
        World::default()
            .node(1, 0.0, 0.0, "")
            .node(2, 4.0, 0.0, "")
            .node(3, 4.0, steps, "")
            .node(4, 0.0, steps, "")
            .node(5, -9.0, 0.0, "")
            .node(6, 13.0, 0.0, "")
            .way(&[5, 1], "highway=primary")
            .way(&[2, 6], "highway=primary")
            .way(&[1, 2], "highway=living_street")
            .way(&[1, 4, 3, 2], "highway=primary")
            .build()
    };
    // Four steps of yard at 3.333 m/s: 133.4 s. Around: 4 steps and twice `steps`, 8.896 s each, and two turns to the
    // left, 7 s each: with 52 steps 974.8 s, which is less than 133.4 + 900; with 60 steps 1,117.1 s, which is more.
    assert_eq!(seconds(&town(52.0), (0.0, 0.0), (4.0, 0.0)), Some(975));
    assert_eq!(seconds(&town(60.0), (0.0, 0.0), (4.0, 0.0)), Some(133));
    // Whoever has business in the yard drives in from either side: one step of yard is 33.4 s, three are 100.1 s.
    assert_eq!(seconds(&town(19.0), (0.0, 0.0), (1.0, 0.0)), Some(33));
    assert_eq!(seconds(&town(19.0), (4.0, 0.0), (3.0, 0.0)), Some(33));
    assert_eq!(seconds(&town(19.0), (1.0, 0.0), (4.0, 0.0)), Some(100));
}

#[test]
fn a_roundabout_is_driven_one_way() {
    let network = World::default()
        .node(1, 0.0, 0.0, "")
        .node(2, 2.0, 0.0, "")
        .node(3, 2.0, 2.0, "")
        .node(4, 0.0, 2.0, "")
        .node(5, -9.0, 0.0, "")
        .node(6, 11.0, 0.0, "")
        .way(&[1, 2, 3, 4, 1], "highway=primary, junction=roundabout")
        .way(&[5, 1], "highway=primary")
        .way(&[2, 6], "highway=primary")
        .build();
    // Nine steps, two of the roundabout, nine more: 20 steps of 8.896 s, 177.9 s; back it is six of the roundabout: 24
    // steps, 80.1 + 53.4 + 80.1 s, and two turns to the right, 3 s each.
    assert_eq!(seconds(&network, (-9.0, 0.0), (11.0, 0.0)), Some(178));
    assert_eq!(seconds(&network, (11.0, 0.0), (-9.0, 0.0)), Some(220));
}

#[test]
fn of_two_roads_between_the_same_corners_the_faster_is_driven_and_drawn() {
    let network = World::default()
        .node(1, 0.0, 0.0, "")
        .node(2, 4.0, 0.0, "")
        .node(3, 2.0, 2.0, "")
        .node(4, -9.0, 0.0, "")
        .node(5, 13.0, 0.0, "")
        .way(&[4, 1], "highway=primary")
        .way(&[2, 5], "highway=primary")
        .way(&[1, 2], "highway=service")
        .way(&[1, 3, 2], "highway=primary")
        .build();
    let path = network.path(
        &network.snap(at((-9.0, 0.0))).unwrap(),
        &network.snap(at((13.0, 0.0))).unwrap(),
    );
    let over_the_hill = at((2.0, 2.0));
    assert!(
        path.unwrap()
            .points
            .iter()
            .any(|point| point.distance_meters(over_the_hill) < 0.1)
    );
}

#[test]
fn a_way_with_a_missing_node_is_cut_there() {
    let network = block()
        .way(&[1, 2, 99, 3, 4], "highway=primary")
        .way(&[1, 4], "highway=service")
        .build();
    assert_eq!(network.stats().segments, 3);
    // From node 2 to node 3 there is no side: a side of road, one of yard, one of road: 89.0 + 333.6 + 89.0 s.
    assert_eq!(seconds(&network, (10.0, 0.0), (10.0, 10.0)), Some(512));
}

#[test]
fn crossing_ways_that_share_no_node_do_not_meet() {
    let network = World::default()
        .node(1, 0.0, 5.0, "")
        .node(2, 10.0, 5.0, "")
        .node(3, 5.0, 0.0, "")
        .node(4, 5.0, 10.0, "")
        .way(&[1, 2], "highway=primary")
        .way(&[3, 4], "highway=primary, bridge=yes, layer=1")
        .way(&[2, 4], "highway=primary")
        .build();
    assert_eq!(seconds(&network, (5.0, 5.1), (5.0, 4.9)), Some(2));
    // Six steps, √50 steps, six steps: 19.071 steps of 8.896 s.
    assert_eq!(seconds(&network, (4.0, 5.0), (5.0, 4.0)), Some(170));
}

#[test]
fn an_extract_without_roads_is_refused_with_the_mend() {
    let refused = |world: World| match RoadNetwork::build(&world.extract(), &|_| ()) {
        Err(error @ RoadsError::NoRoads) => error.to_string(),
        _ => panic!("there are no roads"),
    };
    assert!(refused(block()).contains("highway"));
    assert!(refused(block().way(&[1, 2], "highway=footway")).contains("highway"));
    assert!(refused(block().way(&[1, 2, 3], "highway=primary, oneway=yes")).contains("highway"));
    assert!(refused(block().way(&[98, 99], "highway=primary")).contains("highway"));
}

#[test]
fn progress_goes_through_all_stages_in_order_and_never_back() {
    let reports = RefCell::new(Vec::new());
    let extract = super::world::random_grid(2, 20).extract();
    RoadNetwork::build(&extract, &|progress| reports.borrow_mut().push(progress)).unwrap();
    let reports = reports.into_inner();
    let mut stages: Vec<RoadStage> = reports.iter().map(|report| report.stage).collect();
    stages.dedup();
    assert_eq!(
        stages,
        [
            RoadStage::ReadingWays,
            RoadStage::ReadingNodes,
            RoadStage::Joining,
            RoadStage::Ordering,
            RoadStage::Indexing
        ]
    );
    let ordering = || {
        reports
            .iter()
            .filter(|report| report.stage == RoadStage::Ordering)
            .map(|report| report.fraction)
    };
    assert!(ordering().is_sorted());
    assert_eq!(ordering().next_back(), Some(1.0));
}

#[test]
fn a_network_tells_its_size_and_its_box() {
    let stats = block()
        .way(&[1, 2, 3, 4, 1], "highway=primary")
        .way(&[2, 4], "highway=service, oneway=yes")
        .build()
        .stats();
    // Corners 2 and 4 are where the ways meet, 1 is where the block's way ends; 3 is a bend.
    assert_eq!((stats.nodes, stats.segments, stats.arcs, stats.ways), (3, 4, 7, 2));
    assert!(stats.south_west.distance_meters(at((0.0, 0.0))) < 0.1);
    assert!(stats.north_east.distance_meters(at((10.0, 10.0))) < 0.1);
    assert_eq!(stats.components, 1);
}
