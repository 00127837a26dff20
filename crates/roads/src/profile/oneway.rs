//! `directions`: in which directions a way is open, from `oneway` and its twins for each profile, roundabouts,
//! motorways, moving stairs, and lanes for bicycles against the traffic.

use super::condition::held;
use super::profile_name::Profile;
use super::reader::Reader;
use karavan_osm::Tags;

/// Whether a way is open in the order of its nodes and against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Directions {
    pub(super) forward: bool,
    pub(super) backward: bool,
}

const BOTH: Directions = Directions {
    forward: true,
    backward: true,
};
const FORWARD: Directions = Directions {
    forward: true,
    backward: false,
};
const BACKWARD: Directions = Directions {
    forward: false,
    backward: true,
};
const NEITHER: Directions = Directions {
    forward: false,
    backward: false,
};

/// The most specific key that is present decides.
const OF_CARS: [&str; 4] = ["oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle", "oneway"];
const OF_BICYCLES: [&str; 3] = ["oneway:bicycle", "oneway:vehicle", "oneway"];
/// A plain `oneway` is meant for vehicles.
const OF_PEOPLE: [&str; 1] = ["oneway:foot"];

/// Lanes for bicycles against the traffic.
const CONTRAFLOW: [(&str, &[&str]); 7] = [
    (
        "cycleway",
        &["opposite", "opposite_lane", "opposite_track", "opposite_share_busway"],
    ),
    ("cycleway:left", &["opposite", "opposite_lane", "opposite_track"]),
    ("cycleway:right", &["opposite", "opposite_lane", "opposite_track"]),
    ("cycleway:left:oneway", &["no", "-1"]),
    ("cycleway:right:oneway", &["no", "-1"]),
    ("cycleway:both:oneway", &["no", "-1"]),
    ("bicycle:backward", &["yes", "designated", "permissive"]),
];

/// `alternating` takes turns and is open both ways; which way `reversible` is open no map can tell.
const VALUES: [(&str, Directions); 11] = [
    ("yes", FORWARD),
    ("true", FORWARD),
    ("1", FORWARD),
    ("-1", BACKWARD),
    ("reverse", BACKWARD),
    ("no", BOTH),
    ("false", BOTH),
    ("0", BOTH),
    ("alternating", BOTH),
    ("alternate", BOTH),
    ("reversible", NEITHER),
];

/// The open directions: as tagged, else along a roundabout or a motorway, else both.
pub(super) fn directions(reader: Reader, tags: &Tags) -> Directions {
    let meaning = |value: &str| {
        let known = VALUES.iter().find(|(name, _)| name.eq_ignore_ascii_case(value.trim()));
        known.map(|&(_, open)| open)
    };
    let tagged = |keys: &[&str]| keys.iter().filter_map(|key| tags.get(key)).find_map(meaning);
    let by_the_hour = || {
        let text = tags.get("oneway:conditional")?;
        held(text, reader.moment).and_then(meaning)
    };
    let is_round = tags.is("junction", "roundabout") || tags.is("junction", "circular");
    let implied = |is_oneway| if is_oneway { FORWARD } else { BOTH };
    match reader.profile {
        Profile::Car => by_the_hour()
            .or_else(|| tagged(&OF_CARS))
            .unwrap_or_else(|| implied(is_round || tags.is("highway", "motorway"))),
        Profile::Bicycle => {
            let own = tagged(&OF_BICYCLES[..1]);
            let is_contraflow = CONTRAFLOW.iter().any(|(key, values)| {
                tags.get(key)
                    .is_some_and(|value| values.iter().any(|known| known.eq_ignore_ascii_case(value)))
            });
            let contraflow = || is_contraflow.then_some(BOTH);
            own.or_else(contraflow)
                .or_else(by_the_hour)
                .or_else(|| tagged(&OF_BICYCLES))
                .unwrap_or_else(|| implied(is_round))
        }
        Profile::Foot => tagged(&OF_PEOPLE).unwrap_or_else(|| match tags.get("conveying") {
            Some("forward") => FORWARD,
            Some("backward") => BACKWARD,
            _ => BOTH,
        }),
    }
}
