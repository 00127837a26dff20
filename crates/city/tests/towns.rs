//! Tests that synthetic towns of 200 to 30,000 people hold together: roads can be reached and left, an address is given
//! once, the truth of the requests is on the map, the tables are read back, and the same seed gives the same bytes.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use karavan_city::{City, CityError, CityOptions, ExpectedAnswer};
use karavan_model::{Date, Point};
use karavan_osm::{Element, Node, Relation, Way};
use std::collections::{HashMap, HashSet};

const SIZES: [u32; 5] = [200, 300, 2_000, 9_000, 30_000];

fn city(seed: u64, people: u32) -> City {
    City::generate(&CityOptions {
        seed,
        people,
        requests: 400,
        volunteers: 30,
    })
    .unwrap()
}

fn nodes(city: &City) -> HashMap<i64, &Node> {
    let all = city.elements.iter();
    all.filter_map(|element| {
        if let Element::Node(node) = element {
            Some((node.id, node))
        } else {
            None
        }
    })
    .collect()
}

fn ways(city: &City) -> impl Iterator<Item = &Way> {
    city.elements.iter().filter_map(|element| {
        if let Element::Way(way) = element {
            Some(way)
        } else {
            None
        }
    })
}

fn relations(city: &City) -> impl Iterator<Item = &Relation> {
    city.elements.iter().filter_map(|element| {
        if let Element::Relation(relation) = element {
            Some(relation)
        } else {
            None
        }
    })
}

/// Ways a car may drive, without the island no bridge reaches.
fn streets(city: &City) -> impl Iterator<Item = &Way> {
    ways(city).filter(|way| {
        way.tags.get("highway").is_some_and(|road| road != "footway") && !way.tags.is("name", "Островная улица")
    })
}

/// Every street node reached from the first one along (or against) the traffic, not passing closed nodes.
fn reached(city: &City, against: bool, closed: &HashSet<i64>) -> HashSet<i64> {
    let mut next: HashMap<i64, Vec<i64>> = HashMap::new();
    for way in streets(city).filter(|way| closed.is_empty() || !way.tags.is("access", "private")) {
        let one_way = match way.tags.get("oneway") {
            _ if way.tags.is("junction", "roundabout") => 1,
            Some("yes") => 1,
            Some("-1") => -1,
            _ => 0,
        };
        for pair in way
            .nodes
            .windows(2)
            .filter(|pair| !pair.iter().any(|node| closed.contains(node)))
        {
            let sense = if against { -one_way } else { one_way };
            if sense >= 0 {
                next.entry(pair[0]).or_default().push(pair[1]);
            }
            if sense <= 0 {
                next.entry(pair[1]).or_default().push(pair[0]);
            }
        }
    }
    let mut seen = HashSet::new();
    let mut open: Vec<i64> = next.keys().min().copied().into_iter().collect();
    while let Some(node) = open.pop() {
        if seen.insert(node) {
            open.extend(next.get(&node).into_iter().flatten());
        }
    }
    seen
}

#[test]
fn every_street_can_be_driven_to_and_left_but_the_island() {
    for (seed, people) in (1..).zip(SIZES).chain([(8, 300), (9, 2_000), (10, 2_000)]) {
        let city = city(seed, people);
        let all: HashSet<i64> = streets(&city).flat_map(|way| way.nodes.iter().copied()).collect();
        assert_eq!(
            reached(&city, false, &HashSet::new()),
            all,
            "seed {seed}, {people} people"
        );
        assert_eq!(
            reached(&city, true, &HashSet::new()),
            all,
            "seed {seed}, {people} people"
        );

        // With the gates shut and the private roads closed, all public streets are still joined.
        let gates: HashSet<i64> = nodes(&city)
            .values()
            .filter(|node| node.tags.get("barrier").is_some())
            .map(|node| node.id)
            .collect();
        let public = streets(&city).filter(|way| !way.tags.is("access", "private"));
        let mut public: HashSet<i64> = public.flat_map(|way| way.nodes.iter().copied()).collect();
        public.retain(|node| !gates.contains(node));
        let closed: HashSet<i64> = if gates.is_empty() { HashSet::from([0]) } else { gates };
        assert_eq!(reached(&city, false, &closed), public, "seed {seed}, {people} people");
    }
}

#[test]
fn every_way_and_relation_has_all_its_parts() {
    for people in SIZES {
        let city = city(4, people);
        let nodes = nodes(&city);
        let way_ids: HashSet<i64> = ways(&city).map(|way| way.id).collect();
        assert!(ways(&city).all(|way| way.nodes.len() >= 2 && way.nodes.iter().all(|node| nodes.contains_key(node))));
        assert!(nodes.values().all(|node| node.point.is_valid()));
        for member in relations(&city).flat_map(|relation| &relation.members) {
            assert!(nodes.contains_key(&member.id) || way_ids.contains(&member.id));
        }
    }
}

#[test]
fn a_town_has_everything_a_planner_may_stumble_on() {
    let city = city(7, 30_000);
    let has = |key: &str, value: &str| ways(&city).any(|way| way.tags.is(key, value));
    for (key, value) in [
        ("oneway", "yes"),
        ("oneway", "-1"),
        ("junction", "roundabout"),
        ("bridge", "yes"),
        ("maxspeed", "RU:urban"),
        ("highway", "living_street"),
        ("highway", "primary"),
        ("access", "private"),
        ("railway", "rail"),
        ("leisure", "park"),
        ("building", "apartments"),
        ("building", "house"),
        ("waterway", "river"),
        ("noexit", "yes"),
        ("name", "Островная улица"),
    ] {
        assert!(has(key, value), "{key}={value}");
    }
    let node = |key: &str, value: &str| nodes(&city).values().any(|node| node.tags.is(key, value));
    for (key, value) in [
        ("barrier", "gate"),
        ("entrance", "staircase"),
        ("railway", "level_crossing"),
        ("place", "village"),
        ("place", "suburb"),
    ] {
        assert!(node(key, value), "{key}={value}");
    }
    assert!(relations(&city).any(|relation| relation.tags.is("restriction", "no_left_turn")));
    assert!(relations(&city).any(|relation| relation.tags.is("natural", "water")));
    let bridges = ways(&city).filter(|way| way.tags.is("bridge", "yes") && way.tags.get("highway").is_some());
    assert_eq!(bridges.count(), 2);
    let numbers: Vec<&str> = ways(&city).filter_map(|way| way.tags.get("addr:housenumber")).collect();
    for mark in [" к", " с", "/", "А"] {
        assert!(
            numbers.iter().any(|number| number.contains(mark)),
            "no number with {mark:?}"
        );
    }
    assert!(ways(&city).any(|way| way.tags.get("addr:place").is_some()));
    assert!(!city.shared_streets.is_empty());
}

/// The middle of every addressed building, by settlement-free street and number.
fn addresses(city: &City) -> HashMap<(String, String), Vec<Point>> {
    let nodes = nodes(city);
    let mut all: HashMap<(String, String), Vec<Point>> = HashMap::new();
    for way in ways(city) {
        let street = way.tags.get("addr:street").or(way.tags.get("addr:place"));
        if let (Some(street), Some(house)) = (street, way.tags.get("addr:housenumber")) {
            let corners: Vec<Point> = way.nodes[1..]
                .iter()
                .map(|id| nodes[id])
                .filter(|node| node.tags.is_empty())
                .map(|node| node.point)
                .collect();
            let count = corners.len() as f64;
            let lon = corners.iter().map(|corner| corner.lon).sum::<f64>() / count;
            let lat = corners.iter().map(|corner| corner.lat).sum::<f64>() / count;
            all.entry((street.to_owned(), house.to_owned()))
                .or_default()
                .push(Point { lon, lat });
        }
    }
    all
}

#[test]
fn addresses_are_given_once_and_only_shared_streets_twice() {
    for people in SIZES {
        let city = city(5, people);
        for ((street, house), points) in addresses(&city) {
            let most = if city.shared_streets.contains(&street) { 2 } else { 1 };
            assert!(points.len() <= most, "{street}, {house}: {points:?}");
        }
    }
}

#[test]
fn the_truth_is_on_the_map_where_it_says() {
    for people in SIZES {
        let city = city(6, people);
        let addresses = addresses(&city);
        let streets: HashSet<&str> = addresses.keys().map(|(street, _)| street.as_str()).collect();
        let mut counts = HashMap::new();
        for (request, truth) in city.requests.iter().zip(&city.truth) {
            assert_eq!(request.id, truth.request);
            *counts.entry(truth.expected).or_insert(0) += 1;
            let key = (truth.street.clone(), truth.house.clone());
            match truth.expected {
                ExpectedAnswer::Found => {
                    let near = addresses[&key]
                        .iter()
                        .any(|point| point.distance_meters(truth.point.unwrap()) < 5.0);
                    assert!(near, "{truth:?}");
                }
                ExpectedAnswer::StreetOnly => {
                    assert!(
                        streets.contains(truth.street.as_str()) && !addresses.contains_key(&key),
                        "{truth:?}"
                    );
                }
                ExpectedAnswer::NotFound => assert_eq!(truth.point, None),
            }
            let shared = city.shared_streets.contains(&truth.street);
            let settlement = city.name.to_lowercase();
            let says_where =
                request.address.to_lowercase().contains(&settlement) || request.address.to_lowercase().contains('с');
            assert!(!shared || says_where, "{}", request.address);
        }
        // 4.5% each of 400, give or take.
        assert!(
            (5..45).contains(&counts[&ExpectedAnswer::StreetOnly])
                && (5..45).contains(&counts[&ExpectedAnswer::NotFound]),
            "{counts:?}"
        );
    }
}

#[test]
fn about_as_many_people_live_there_as_were_asked_for() {
    for people in SIZES {
        for seed in 1..4 {
            let real = f64::from(city(seed, people).people) / f64::from(people);
            assert!((0.75..1.4).contains(&real), "{people} asked, {real} of them there");
        }
    }
}

#[test]
fn the_same_options_give_the_same_bytes_and_another_seed_another_city() {
    let write = |seed| {
        let folder = tempfile::tempdir().unwrap();
        city(seed, 2_000).write(folder.path()).unwrap();
        let names = [
            "city.osm.pbf",
            "requests.csv",
            "requests_excel.csv",
            "volunteers.csv",
            "hubs.csv",
            "truth.csv",
        ];
        names.map(|name| std::fs::read(folder.path().join(name)).unwrap())
    };
    let first = write(11);
    assert!(first == write(11));
    assert!(first.iter().zip(write(12)).all(|(one, other)| *one != other));
}

#[test]
fn the_map_does_not_depend_on_the_morning() {
    let options = CityOptions {
        seed: 3,
        people: 2_000,
        requests: 10,
        volunteers: 2,
    };
    let few = City::generate(&options).unwrap();
    let many = City::generate(&CityOptions {
        requests: 500,
        volunteers: 90,
        ..options
    })
    .unwrap();
    assert!(few.elements == many.elements && few.hubs == many.hubs);
}

#[test]
fn the_tables_are_read_back_whole_and_the_excel_twin_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    city(13, 9_000).write(folder.path()).unwrap();
    let read = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    let day = Date::new(2026, 11, 21).unwrap();
    let plain = karavan_connect::read_requests("r", &read("requests.csv"), day).unwrap();
    let excel = karavan_connect::read_requests("r", &read("requests_excel.csv"), day).unwrap();
    assert_eq!(
        (plain.rows.len(), plain.rejected.len(), plain.notices.len()),
        (400, 0, 0)
    );
    assert!(plain == excel);
    let volunteers = karavan_connect::read_volunteers("v", &read("volunteers.csv"), day).unwrap();
    assert_eq!(
        (
            volunteers.rows.len(),
            volunteers.rejected.len(),
            volunteers.notices.len()
        ),
        (30, 0, 0)
    );
    let hubs = karavan_connect::read_hubs("h", &read("hubs.csv")).unwrap();
    assert_eq!((hubs.rows.len(), hubs.rejected.len(), hubs.notices.len()), (3, 0, 0));
}

#[test]
fn the_map_file_holds_what_was_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let city = city(14, 2_000);
    city.write(folder.path()).unwrap();
    let extract = karavan_osm::Extract::open(&folder.path().join("city.osm.pbf")).unwrap();
    let mut read = Vec::new();
    extract
        .each(karavan_osm::Kinds::ALL, &mut |element| read.push(element.clone()))
        .unwrap();
    assert!(read == city.elements);
}

#[test]
fn numbers_out_of_reason_are_refused() {
    let ask = |people, requests| {
        City::generate(&CityOptions {
            seed: 1,
            people,
            requests,
            volunteers: 1,
        })
    };
    assert!(matches!(ask(0, 1), Err(CityError::People(0))));
    assert!(matches!(ask(4_000_000_000, 1), Err(CityError::People(_))));
    assert!(matches!(ask(300, 2_000_000), Err(CityError::Rows(2_000_000))));
}
