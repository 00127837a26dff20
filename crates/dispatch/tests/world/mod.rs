//! Tiny town for the tests: one straight street of eleven houses 200 m apart, a hub at its west end; builders of its
//! map, requests, volunteers and intakes, and `planned_day`, which plans one.
//!
//! ```text
//! house   1     3     5     7     9    11    13    15    17    19    21     (Садовая улица)
//! west ───┴─────┴─────┴─────┴─────┴─────┴─────┴─────┴─────┴─────┴─────┴─── east, two-way
//! hub
//! ```
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests share this world"
)]

use karavan_dispatch::{DayWatch, DispatchError, PlanOptions, PlannedDay, plan_day};
use karavan_intake::Intake;
use karavan_map::Map;
use karavan_model::{
    ClockTime, ClockWindow, Date, Hub, Need, Point, Policy, Request, Shift, ShiftEnd, Urgency, VehicleKind, Visitors,
    Volunteer,
};
use karavan_osm::{Element, Extract, Node, Tags, Way};
use karavan_planner::{Budget, Search};
use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

pub(crate) static DATE: LazyLock<Date> = LazyLock::new(|| "2026-11-21".parse().unwrap());
const HOUSES: i64 = 11;
/// 200 m of longitude at the equator-near latitude of this town.
const STEP: f64 = 0.0018;

fn at(house: i64, north: f64) -> Point {
    Point {
        lon: 10.0 + STEP * house as f64,
        lat: north,
    }
}

pub(crate) fn extract() -> Extract {
    Extract::from_elements(elements())
}

pub(crate) fn elements() -> Vec<Element> {
    let mut elements = Vec::new();
    for corner in 0..=HOUSES {
        elements.push(Element::Node(Node {
            id: corner + 1,
            point: at(corner, 0.0),
            tags: Tags::default(),
        }));
    }
    for house in 0..HOUSES {
        let tags = [
            ("addr:street".to_owned(), "Садовая улица".to_owned()),
            ("addr:housenumber".to_owned(), (2 * house + 1).to_string()),
            ("building".to_owned(), "yes".to_owned()),
        ];
        let tags = tags.into_iter().collect();
        elements.push(Element::Node(Node {
            id: 100 + house,
            point: at(house, 0.0001),
            tags,
        }));
    }
    let tags = [
        ("highway", "residential"),
        ("name", "Садовая улица"),
        ("maxspeed", "36"),
    ]
    .into_iter()
    .collect();
    elements.push(Element::Way(Way {
        id: 1000,
        nodes: (1..=HOUSES + 1).collect(),
        tags,
    }));
    elements
}

pub(crate) fn map() -> Map {
    Map::from_extract(&extract(), Path::new("tiny.osm.pbf"), 0, &|_| ()).expect("tiny town has roads")
}

pub(crate) fn hours(opens: u32, closes: u32) -> ClockWindow {
    ClockWindow {
        opens: ClockTime::new(opens, 0).unwrap(),
        closes: ClockTime::new(closes, 0).unwrap(),
    }
}

pub(crate) fn request(id: &str, address: &str) -> Request {
    Request {
        id: id.into(),
        source: "112".to_owned(),
        source_ref: None,
        date: *DATE,
        recipient: format!("Получатель {id}"),
        phone: "+7 900 000-00-00".to_owned(),
        address: address.to_owned(),
        door: karavan_model::DoorCard::default(),
        municipality: None,
        place: None,
        candidates: Vec::new(),
        needs: vec![Need {
            goods: "food".into(),
            quantity: 1,
        }],
        windows: Vec::new(),
        wish: None,
        urgency: Urgency::Normal,
        quarantine: false,
        skills: Vec::new(),
        visitors: Visitors::default(),
        needs_two: false,
        service_minutes: None,
        hub: None,
        comment: String::new(),
    }
}

pub(crate) fn volunteer(id: &str, home: &str) -> (Volunteer, Shift) {
    let volunteer = Volunteer {
        id: id.into(),
        name: format!("Волонтёр {id}"),
        organisation: "Караван".to_owned(),
        phone: String::new(),
        home: home.to_owned(),
        point: None,
        skills: Vec::new(),
        red_zone: false,
    };
    let shift = Shift {
        volunteer: id.into(),
        date: *DATE,
        hours: hours(9, 13),
        end: ShiftEnd::Home,
        vehicle: VehicleKind::Car,
        vehicle_id: None,
        capacity: 10,
        stops_max: None,
        minutes_max: None,
        kilometers_max: None,
        rest: None,
    };
    (volunteer, shift)
}

pub(crate) fn hub() -> Hub {
    Hub {
        id: "H1".into(),
        name: "Склад".to_owned(),
        address: "Садовая улица, 1".to_owned(),
        point: None,
        hours: hours(8, 19),
        offers: vec!["food".into()],
    }
}

pub(crate) fn intake(requests: Vec<Request>, volunteers: Vec<(Volunteer, Shift)>) -> Intake {
    Intake {
        date: *DATE,
        requests,
        volunteers,
        hubs: vec![hub()],
        stock: Vec::new(),
        rejected: Vec::new(),
        notices: Vec::new(),
    }
}

/// A watch whose hands never move.
pub(crate) struct Still;

impl DayWatch for Still {}

impl karavan_planner::Watch for Still {
    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }
}

/// A search of so many rounds, on one thread.
pub(crate) fn rounds(rounds: u64) -> Search {
    Search {
        budget: Budget::Rounds(rounds),
        ..Search::default()
    }
}

/// The morning, planned here, for the least driving.
pub(crate) fn planned_day(map: &Map, intake: Intake, search: Search) -> Result<PlannedDay, DispatchError> {
    planned_for(Policy::Shortest, map, intake, search)
}

/// The morning, planned here.
pub(crate) fn planned_for(
    policy: Policy,
    map: &Map,
    intake: Intake,
    search: Search,
) -> Result<PlannedDay, DispatchError> {
    let options = PlanOptions {
        search,
        policy,
        ..PlanOptions::default()
    };
    plan_day(map, intake, &options, &Still, |order| {
        karavan_planner::plan(map, order.clone(), &Still)
    })
}
