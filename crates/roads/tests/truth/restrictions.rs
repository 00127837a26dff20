//! Tests of turn restrictions, forbidden and prescribed, through a node or through ways, on two blocks side by side.

use crate::world::{World, drive};
use karavan_osm::MemberKind::{Node, Way};
use karavan_roads::Profile::{self, Bicycle, Car, Foot};

/// Two blocks side by side; ways 1 to 7, each between two corners. The left turn from way 1 into way 6 is what
/// restrictions are about.
///
/// ```text
/// 4 ──3── 5 ──4── 6
/// │       6       │
/// 7       │       5
/// 1 ──1── 2 ──2── 3
/// ```
fn blocks() -> World {
    World::default()
        .node(1, 0.0, 0.0, "")
        .node(2, 5.0, 0.0, "")
        .node(3, 10.0, 0.0, "")
        .node(4, 0.0, 5.0, "")
        .node(5, 5.0, 5.0, "")
        .node(6, 10.0, 5.0, "")
        .way(&[1, 2], "highway=residential")
        .way(&[2, 3], "highway=residential")
        .way(&[4, 5], "highway=residential")
        .way(&[5, 6], "highway=residential")
        .way(&[3, 6], "highway=residential")
        .way(&[2, 5], "highway=residential")
        .way(&[1, 4], "highway=residential")
}

const FROM: (f64, f64) = (4.0, 0.0);
const TO: (f64, f64) = (5.0, 1.0);

/// Whether the turn is made: one step to the corner and one from it.
fn turns(profile: Profile, world: &World) -> bool {
    let (_, meters) = drive(&world.roads(profile), FROM, TO).unwrap();
    meters <= 224
}

fn restricted(profile: Profile, text: &str) -> bool {
    !turns(profile, &blocks().restriction(1, &[(Node, 2)], 6, text))
}

macro_rules! truths {
    ($($name:ident: $profile:ident, $tags:literal => $is_restricted:literal;)*) => {$(
        #[test]
        fn $name() {
            assert_eq!(restricted($profile, $tags), $is_restricted);
        }
    )*};
}

truths! {
    no_left_turn: Car, "restriction=no_left_turn" => true;
    no_right_turn_by_another_name: Car, "restriction=no_right_turn" => true;
    no_entry: Car, "restriction=no_entry" => true;
    no_exit: Car, "restriction=no_exit" => true;
    only_this_turn_is_no_hindrance: Car, "restriction=only_left_turn" => false;
    for_cars: Car, "restriction:motorcar=no_left_turn" => true;
    for_motor_vehicles: Car, "restriction:motor_vehicle=no_left_turn" => true;
    for_lorries_only: Car, "restriction:hgv=no_left_turn" => false;
    except_cars: Car, "restriction=no_left_turn, except=motorcar" => false;
    except_buses: Car, "restriction=no_left_turn, except=psv" => true;
    except_several: Car, "restriction=no_left_turn, except=psv;motor_vehicle" => false;
    by_day: Car, "restriction:conditional=no_left_turn @ (07:00-19:00)" => true;
    by_night: Car, "restriction:conditional=no_left_turn @ (22:00-06:00)" => false;
    a_word_nobody_knows: Car, "restriction=please_do_not" => false;
    bicycles_obey: Bicycle, "restriction=no_left_turn" => true;
    except_bicycles: Bicycle, "restriction=no_left_turn, except=bicycle" => false;
    cars_only_is_not_for_bicycles: Bicycle, "restriction:motorcar=no_left_turn" => false;
    people_turn_as_they_like: Foot, "restriction=no_left_turn" => false;
}

#[test]
fn only_straight_on_forbids_the_other_turns() {
    assert!(turns(Car, &blocks()));
    assert!(!turns(
        Car,
        &blocks().restriction(1, &[(Node, 2)], 2, "restriction=only_straight_on")
    ));
}

#[test]
fn a_restriction_through_ways_forbids_the_whole_and_not_its_parts() {
    // Not from way 1 through way 6 into way 4, to the right at its end.
    let world = blocks().restriction(1, &[(Way, 6)], 4, "restriction=no_right_turn");
    let roads = world.roads(Car);
    let meters = |from, to| drive(&roads, from, to).unwrap().1;
    assert_eq!(meters(FROM, (5.0, 4.0)), 556, "into way 6 as ever");
    assert_eq!(meters((6.0, 0.0), (6.0, 5.0)), 778, "from way 2 through way 6 as ever");
    // Eight steps by way 6; with the turn forbidden it is twelve by way 2.
    let around = meters(FROM, (6.0, 5.0));
    assert!(around > 1_500, "{around}");
}

#[test]
fn no_u_turn_at_the_end_of_a_street() {
    // A spur to the west of corner 1 whose end may not be turned at: the block is driven round instead, which needs
    // another way back.
    let spur = |world: World| world.node(7, -5.0, 0.0, "").way(&[7, 1], "highway=residential");
    let free = spur(blocks()).roads(Car);
    let (_, meters) = drive(&free, (-2.0, 0.0), (1.0, 0.0)).unwrap();
    assert!((333..=334).contains(&meters), "{meters}");
    let held = spur(blocks())
        .restriction(8, &[(Node, 7)], 8, "restriction=no_u_turn")
        .roads(Car);
    // One can still drive in, out of the map by a guess, and come back.
    let stop = held.snap(crate::world::at((-2.0, 0.0)));
    assert!(stop.is_some());
}
