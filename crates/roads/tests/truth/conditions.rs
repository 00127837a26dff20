//! Tests of conditional tags where no hour is told: they are judged for Wednesday noon and for the season. Other
//! hours are in `hours.rs`.

use crate::one_street::{access, kmh, street};
use karavan_roads::Access::{Closed, Destination, Open};
use karavan_roads::Profile::Car;
use karavan_roads::Season::{Summer, Winter};

macro_rules! truths {
    ($($name:ident: $tags:literal => $access:ident;)*) => {$(
        #[test]
        fn $name() {
            assert_eq!(access(Car, concat!("highway=residential, ", $tags)), $access);
        }
    )*};
}

truths! {
    closed_by_day: "motor_vehicle:conditional=no @ (07:00-19:00)" => Closed;
    closed_by_night: "motor_vehicle:conditional=no @ (22:00-06:00)" => Open;
    closed_on_working_days: "access:conditional=no @ (Mo-Fr 08:00-18:00)" => Closed;
    closed_at_weekends: "access:conditional=no @ (Sa-Su)" => Open;
    deliveries_by_day: "access=no, access:conditional=delivery @ (10:00-14:00)" => Destination;
    the_last_that_holds_counts: "access:conditional=no @ (Mo-Su); destination @ (10:00-14:00)" => Destination;
    a_weight_is_not_that_of_a_car: "access:conditional=no @ (weight>3.5)" => Open;
    a_specific_key_beats_a_condition_of_a_general_one:
        "motor_vehicle=yes, access:conditional=no @ (07:00-19:00)" => Open;
}

#[test]
fn a_limit_by_the_hour() {
    let school = kmh(
        Car,
        "highway=primary, maxspeed=60, maxspeed:conditional=20 @ (07:00-18:00)",
    );
    assert!((17.5..=18.5).contains(&school), "{school}");
}

#[test]
fn closed_in_winter_months_only() {
    let tags = "highway=residential, motor_vehicle:conditional=no @ (Nov-Apr)";
    assert!(street(Car, Summer, tags).east.is_some());
    assert_eq!(street(Car, Winter, tags).east, None);
}

#[test]
fn closed_in_summer_months_only() {
    let tags = "highway=residential, motor_vehicle:conditional=no @ (May 1-Sep 30)";
    assert_eq!(street(Car, Summer, tags).east, None);
    assert!(street(Car, Winter, tags).east.is_some());
}
