//! The map, clock and service of these tests: a town of one straight street with eleven houses 200 m apart, the day
//! 2026-11-21, and `Hand`, a clock that a test sets.

use jiff::tz::TimeZone;
use karavan_map::Map;
use karavan_model::{Date, Point, Timestamp};
use karavan_osm::{Element, Extract, Node, Tags, Way};
use karavan_service::{Clock, Outside, Service, Settings, SystemChance};
use karavan_store::Store;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};

pub(crate) const DATE: &str = "2026-11-21";

/// The same as a value.
pub(crate) fn day() -> Date {
    DATE.parse().unwrap()
}

/// The time of the tests: 2026-11-21T05:00:00Z.
const MORNING: i64 = 1_795_237_200_000_000;
const HOUSES: i64 = 11;
/// 200 m of longitude near the equator, where this town lies.
const STEP: f64 = 0.0018;

/// A clock that a trial sets.
pub(crate) struct Hand(AtomicI64);

impl Hand {
    pub(crate) fn forward(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }
}

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::Relaxed))
    }
}

/// A service on a store that is open.
pub(crate) async fn service(store: Store, base_url: &str) -> (Service, Arc<Hand>) {
    static MAP: OnceLock<Arc<Map>> = OnceLock::new();
    let clock = Arc::new(Hand(AtomicI64::new(MORNING)));
    let settings = Settings {
        zone: TimeZone::UTC,
        title: None,
        base_url: base_url.to_owned(),
        organiser_phone: Some("+7 900 000-00-99".to_owned()),
        organisation: "Караван добра".to_owned(),
        customs: karavan_dispatch::Customs::default(),
        threads: 1,
    };
    let map = Arc::clone(MAP.get_or_init(|| Arc::new(map())));
    let outside = Outside {
        clock: Arc::<Hand>::clone(&clock),
        chance: Arc::new(SystemChance),
    };
    let service = Service::start(store, map, outside, settings).await.unwrap();
    (service, clock)
}

fn at(house: i64, lat: f64) -> Point {
    Point {
        lon: 10.0 + STEP * house as f64,
        lat,
    }
}

fn map() -> Map {
    let corner = |corner| {
        Element::Node(Node {
            id: corner + 1,
            point: at(corner, 0.0),
            tags: Tags::default(),
        })
    };
    let house = |house: i64| {
        let tags = [
            ("addr:street".to_owned(), "Садовая улица".to_owned()),
            ("addr:housenumber".to_owned(), (2 * house + 1).to_string()),
            ("building".to_owned(), "yes".to_owned()),
        ];
        Element::Node(Node {
            id: 100 + house,
            point: at(house, 0.0001),
            tags: tags.into_iter().collect(),
        })
    };
    let tags = [
        ("highway", "residential"),
        ("name", "Садовая улица"),
        ("maxspeed", "36"),
    ];
    let street = Element::Way(Way {
        id: 1000,
        nodes: (1..=HOUSES + 1).collect(),
        tags: tags.into_iter().collect(),
    });
    let elements = (0..=HOUSES)
        .map(corner)
        .chain((0..HOUSES).map(house))
        .chain([street])
        .collect();
    let extract = Extract::from_elements(elements);
    Map::from_extract(&extract, Path::new("tiny.osm.pbf"), 0, &|_| ()).unwrap()
}
