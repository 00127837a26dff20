//! Tests of what tags mean for a car, as tables with one set of tags a line: speeds by class, oneways, access, signs,
//! ground, barriers.
#![allow(clippy::unwrap_used, reason = "tests")]

use super::week_course::ORDINARY;
use super::{Access, Barrier, Passage, Profile, Seasons, barriers_of_node, passages_of_way};
use crate::tests::world::tags;

fn passage(text: &str) -> Option<Passage> {
    let passages = passages_of_way(Profile::Car, &tags(text))?;
    let instead = passages.instead.iter().find(|(when, _)| when.holds(ORDINARY));
    let passage = instead.map_or(passages.usual, |&(_, passage)| passage);
    (passage.forward.is_some() || passage.backward.is_some()).then_some(passage)
}

/// Kilometres an hour in the order of nodes and against it; 0 when closed.
fn speeds(text: &str) -> (f64, f64) {
    let passage = passage(text).unwrap_or(Passage {
        forward: None,
        backward: None,
        access: [Access::Closed; 2],
        class: 0,
        seasons: Seasons::All,
        has_kerb: true,
        timetable_seconds: None,
    });
    let speed = |speed: Option<f64>| (speed.unwrap_or(0.0) * 100.0).round() / 100.0;
    (speed(passage.forward), speed(passage.backward))
}

fn accesses(text: &str) -> [Access; 2] {
    passage(text).map_or([Access::Closed; 2], |passage| passage.access)
}

/// Of a way that is the same there and back.
fn access(text: &str) -> Access {
    let [there, back] = accesses(text);
    assert_eq!(there, back, "{text}");
    there
}

#[test]
fn each_class_has_its_speed_or_is_closed() {
    // The limit times the share, see the table of classes.
    let table = [
        ("highway=motorway, oneway=no", 93.5),
        ("highway=trunk", 63.0),
        ("highway=primary", 45.0),
        ("highway=primary_link", 36.0),
        ("highway=secondary", 40.2),
        ("highway=tertiary", 36.0),
        ("highway=unclassified", 30.0),
        ("highway=residential", 25.2),
        ("highway=living_street", 12.0),
        ("highway=service", 12.0),
        ("highway=track", 12.0),
        ("highway=footway", 0.0),
        ("highway=cycleway", 0.0),
        ("highway=pedestrian", 0.0),
        ("highway=construction, construction=primary", 0.0),
        ("highway=proposed", 0.0),
        ("highway=raceway", 0.0),
        ("highway=bus_guideway", 0.0),
        ("route=ferry, motor_vehicle=yes", 8.0),
        ("route=ferry", 0.0),
        ("route=ferry, motor_vehicle=no", 0.0),
        ("building=yes", 0.0),
        ("highway=service, area=yes", 0.0),
        ("highway=service, service=emergency_access", 0.0),
        ("highway=unclassified, smoothness=impassable", 0.0),
    ];
    for (text, speed) in table {
        assert_eq!(speeds(text), (speed, speed), "{text}");
    }
}

#[test]
fn oneway_is_read_in_all_its_forms() {
    let table = [
        ("", true, true),
        ("oneway=yes", true, false),
        ("oneway=true", true, false),
        ("oneway=1", true, false),
        ("oneway=-1", false, true),
        ("oneway=reverse", false, true),
        ("oneway=no", true, true),
        ("oneway=alternating", true, true),
        ("oneway=nonsense", true, true),
        ("oneway=Yes", true, false),
        ("oneway=Reverse", false, true),
        ("junction=roundabout", true, false),
        ("junction=circular", true, false),
        ("junction=roundabout, oneway=-1", false, true),
        ("junction=roundabout, oneway=no", true, true),
        ("oneway=yes, oneway:motor_vehicle=no", true, true),
        ("oneway=yes, oneway:bicycle=no", true, false),
        ("oneway=reversible", false, false),
        ("oneway=reversible, oneway:conditional=yes@(06:00-14:00)", true, false),
        ("oneway=yes, oneway:conditional=no@(20:00-06:00)", true, false),
        ("vehicle:backward=no", true, false),
        ("motor_vehicle:forward=no", false, true),
        ("oneway=yes, vehicle:forward=no", false, false),
    ];
    for (text, forward, backward) in table {
        let (there, back) = speeds(&format!("highway=residential, {text}"));
        assert_eq!((there > 0.0, back > 0.0), (forward, backward), "{text}");
    }
    assert_eq!(speeds("highway=motorway").1, 0.0);
    assert!(speeds("highway=motorway_link").1 > 0.0);
}

#[test]
fn the_most_specific_access_key_decides() {
    let table = [
        ("", Access::Open),
        ("access=yes", Access::Open),
        ("access=no", Access::Closed),
        ("access=private", Access::Private),
        ("access=permit", Access::Private),
        ("access=customers", Access::Destination),
        ("access=delivery", Access::Destination),
        ("access=destination", Access::Destination),
        ("access=permissive", Access::Open),
        ("access=unknown", Access::Open),
        ("vehicle=no", Access::Closed),
        ("motor_vehicle=agricultural;forestry", Access::Closed),
        ("motor_vehicle=agricultural;destination", Access::Destination),
        ("access=no, vehicle=yes", Access::Open),
        ("access=no, motor_vehicle=destination", Access::Destination),
        ("motor_vehicle=no, motorcar=yes", Access::Open),
        ("motor_vehicle=yes, motorcar=private", Access::Private),
        ("access=private, foot=yes", Access::Private),
        ("access=yes, motor_vehicle=no", Access::Closed),
        ("motor_vehicle:conditional=no@(22:00-06:00)", Access::Open),
        ("motor_vehicle:conditional=no@(07:00-19:00)", Access::Closed),
        (
            "access=no, access:conditional=destination@(10:00-14:00)",
            Access::Destination,
        ),
        ("motor_vehicle=yes, access:conditional=no@(07:00-19:00)", Access::Open),
        ("access=Private", Access::Private),
        ("motor_vehicle=Yes, access=NO", Access::Open),
        ("vehicle=Agricultural;Destination", Access::Destination),
        (
            "access=no, access:conditional=Destination@(10:00-14:00)",
            Access::Destination,
        ),
    ];
    for (text, expected) in table {
        assert_eq!(access(&format!("highway=residential, {text}")), expected, "{text}");
    }
}

#[test]
fn what_is_said_of_one_direction_holds_in_that_direction_alone() {
    const OPEN: Access = Access::Open;
    let table = [
        ("access:forward=private, access:backward=yes", [Access::Private, OPEN]),
        ("access:backward=Private", [OPEN, Access::Private]),
        ("motorcar:forward=destination", [Access::Destination, OPEN]),
        ("motor_vehicle:backward=customers", [OPEN, Access::Destination]),
        ("vehicle:backward=destination", [OPEN, Access::Destination]),
        (
            "vehicle:forward=no, motor_vehicle:forward=yes, vehicle:backward=destination",
            [OPEN, Access::Destination],
        ),
        (
            "motor_vehicle=destination, motor_vehicle:forward=yes",
            [OPEN, Access::Destination],
        ),
        ("access=destination, vehicle:backward=yes", [Access::Destination, OPEN]),
        (
            "access=private, motorcar:backward=destination",
            [Access::Private, Access::Destination],
        ),
        (
            "motor_vehicle:backward:conditional=destination@(07:00-19:00)",
            [OPEN, Access::Destination],
        ),
        (
            "motor_vehicle:backward:conditional=destination@(22:00-06:00)",
            [OPEN, OPEN],
        ),
        (
            "access=no, access:forward:conditional=private@(10:00-14:00), access:backward=destination",
            [Access::Private, Access::Destination],
        ),
        // Where one direction is closed, the other tells all there is to tell.
        ("oneway=yes, access:backward=private", [OPEN, OPEN]),
        (
            "access:forward=no, access:backward=private",
            [Access::Private, Access::Private],
        ),
    ];
    for (text, expected) in table {
        assert_eq!(accesses(&format!("highway=residential, {text}")), expected, "{text}");
    }
    // A yard stays one whoever is let in.
    let yard = accesses("highway=living_street, motor_vehicle:forward=private, motor_vehicle:backward=yes");
    assert_eq!(yard, [Access::Private, Access::Destination]);
}

#[test]
fn yards_and_tracks_serve_the_ends_of_trips_only() {
    let table = [
        ("highway=living_street", Access::Destination),
        ("highway=service, living_street=yes", Access::Destination),
        ("highway=service, living_street=yes, access=yes", Access::Destination),
        ("highway=living_street, access=private", Access::Private),
        ("highway=service", Access::Open),
        ("highway=service, service=driveway", Access::Open),
        ("highway=track", Access::Destination),
        ("highway=pedestrian, access=yes", Access::Closed),
        ("highway=pedestrian, motor_vehicle=yes", Access::Destination),
        ("highway=pedestrian, motor_vehicle=delivery", Access::Destination),
        ("highway=pedestrian, vehicle=private", Access::Private),
        ("highway=pedestrian, living_street=yes", Access::Closed),
    ];
    for (text, expected) in table {
        assert_eq!(access(text), expected, "{text}");
    }
    assert_eq!(speeds("highway=residential, living_street=yes"), (12.0, 12.0));
}

#[test]
fn signs_are_read_in_all_their_spellings() {
    // A primary road averages 0.75 of its limit of 60; a higher sign raises that in proportion up to half as much
    // again, a lower one caps the speed at 0.9 of what it says.
    let table = [
        ("maxspeed=60", 45.0),
        ("maxspeed=80", 60.0),
        ("maxspeed=150", 67.5),
        ("maxspeed=40", 36.0),
        ("maxspeed=40km/h", 36.0),
        ("maxspeed=30mph", 43.45),
        ("maxspeed=20mph", 28.97),
        ("maxspeed=RU:urban", 45.0),
        ("maxspeed=RU:rural", 67.5),
        ("maxspeed=RU:motorway", 67.5),
        ("maxspeed=RU:living_street", 18.0),
        ("maxspeed=KZ:urban", 45.0),
        ("maxspeed=DE:urban", 45.0),
        ("maxspeed=DE:zone30", 27.0),
        ("maxspeed=DE:zone:20", 18.0),
        ("maxspeed=walk", 4.5),
        ("maxspeed=none", 67.5),
        ("maxspeed=signals", 45.0),
        ("maxspeed=6", 5.4),
        ("maxspeed=3", 45.0),
        ("maxspeed=900", 45.0),
        ("maxspeed=40;60", 36.0),
        ("maxspeed=60, maxspeed:conditional=40@(06:00-22:00)", 36.0),
        ("maxspeed=60, maxspeed:conditional=40@(22:00-06:00)", 45.0),
        ("maxspeed:type=RU:rural", 67.5),
        ("source:maxspeed=RU:living_street", 18.0),
        ("zone:traffic=RU:rural", 67.5),
        ("maxspeed=40, source:maxspeed=RU:rural", 36.0),
    ];
    for (text, speed) in table {
        assert_eq!(speeds(&format!("highway=primary, {text}")).0, speed, "{text}");
    }
    assert_eq!(
        speeds("highway=primary, maxspeed=60, maxspeed:forward=40, maxspeed:backward=20"),
        (36.0, 18.0)
    );
    // A courtyard does not become a road because the town's limit is written on it: 12 · 1.5.
    assert_eq!(speeds("highway=service, maxspeed=RU:urban").0, 18.0);
}

#[test]
fn bad_ground_caps_the_speed() {
    let table = [
        ("highway=primary, surface=asphalt", 45.0),
        ("highway=primary, surface=unpaved", 40.0),
        ("highway=primary, surface=cobblestone", 30.0),
        ("highway=primary, surface=unpaved, smoothness=very_bad", 15.0),
        ("highway=track, tracktype=grade1", 12.0),
        ("highway=track, tracktype=grade5", 8.0),
        ("highway=primary, smoothness=excellent, surface=paved", 45.0),
    ];
    for (text, speed) in table {
        assert_eq!(speeds(text).0, speed, "{text}");
    }
}

#[test]
fn barriers_are_open_cost_time_or_close() {
    let gate = |deciseconds, is_restricted| {
        Some(Barrier::Gate {
            deciseconds,
            is_restricted,
        })
    };
    let closed = Some(Barrier::Closed);
    let table = [
        ("highway=crossing", None),
        ("barrier=entrance", None),
        ("barrier=height_restrictor", None),
        ("barrier=gate", gate(400, false)),
        ("barrier=lift_gate", gate(400, false)),
        ("barrier=swing_gate", gate(400, false)),
        ("barrier=gate, access=yes", gate(100, false)),
        ("barrier=gate, access=private", gate(750, true)),
        ("barrier=lift_gate, access=private", gate(750, true)),
        ("barrier=gate, access=customers", gate(400, true)),
        ("barrier=gate, locked=yes", gate(750, true)),
        ("barrier=gate, access=no", closed),
        ("barrier=gate, motor_vehicle=no", closed),
        ("barrier=gate, access=no, motor_vehicle=private", gate(750, true)),
        ("barrier=block", closed),
        ("barrier=bollard", closed),
        ("barrier=chain", closed),
        ("barrier=jersey_barrier", closed),
        ("barrier=fence", closed),
        ("barrier=bollard, access=private", closed),
        ("barrier=bollard, foot=yes, bicycle=yes", closed),
        ("barrier=bollard, motor_vehicle=yes", gate(100, false)),
        ("barrier=chain, access=destination", gate(400, true)),
        ("barrier=bollard, bollard=rising", gate(400, false)),
        ("barrier=something_new", gate(400, false)),
    ];
    for (text, expected) in table {
        let barriers = barriers_of_node(Profile::Car, &tags(text));
        assert_eq!(barriers.and_then(|barriers| barriers.usual), expected, "{text}");
    }
}
