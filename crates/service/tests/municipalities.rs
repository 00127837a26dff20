//! The municipality of a request after its place or address was changed, on a map of two villages.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod world;

use karavan_map::Map;
use karavan_model::{Place, Point, RequestId, RequestState};
use karavan_osm::{Element, Extract, Node, Way};
use karavan_service::{Amended, Amendment, Service};
use karavan_store::{Store, Whose};
use std::path::Path;
use world::{me, service_on, submit, town};

async fn amend(service: &Service, id: &RequestId, amendment: Amendment) {
    let version = service.request(&Whose::All, id).await.unwrap().unwrap().version;
    let changed = service.by(me()).amend((&Whose::All, id), version, amendment).await;
    assert!(matches!(changed, Ok(Amended::Done(_))), "{changed:?}");
}

/// The town with a village two kilometers and more to the north of it, each with a place of its own on the map.
fn two_municipalities() -> Map {
    let mut elements = town::elements();
    let north = |east: f64, up: f64| Point {
        lon: 10.0 + east,
        lat: 0.03 + up,
    };
    let node = |id, point, tags: &[(&str, &str)]| {
        let tags = tags.iter().copied().collect();
        Element::Node(Node { id, point, tags })
    };
    let place = |name| [("place", "village"), ("name", name)];
    elements.push(node(
        500,
        Point {
            lon: 10.009,
            lat: 0.001,
        },
        &place("Заречное"),
    ));
    elements.push(node(501, north(0.002, 0.001), &place("Лесное")));
    elements.extend([node(502, north(0.0, 0.0), &[]), node(503, north(0.004, 0.0), &[])]);
    let house = [
        ("addr:street", "Полевая улица"),
        ("addr:housenumber", "2"),
        ("building", "yes"),
    ];
    elements.push(node(504, north(0.002, 0.0001), &house));
    for (id, nodes, tags) in [
        (
            1001,
            vec![502, 503],
            vec![("highway", "residential"), ("name", "Полевая улица")],
        ),
        (1002, vec![1, 502], vec![("highway", "tertiary")]),
    ] {
        let tags = tags.into_iter().collect();
        elements.push(Element::Way(Way { id, nodes, tags }));
    }
    elements.sort_by_key(|element| matches!(element, Element::Way(_)));
    let extract = Extract::from_elements(elements);
    Map::from_extract(&extract, Path::new("two.osm.pbf"), 0, &|_| ()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_map_says_of_the_municipality_moves_along_and_what_a_sender_says_stays() {
    let store = Store::open("sqlite::memory:").await.unwrap();
    let (service, _) = service_on(two_municipalities(), "own", store).await;
    let village = Point {
        lon: 10.002,
        lat: 0.0301,
    };
    let municipality = async |id: &RequestId| {
        let stored = service.request(&Whose::All, id).await.unwrap().unwrap();
        assert_eq!(stored.state, RequestState::Located, "{stored:?}");
        stored.request.municipality
    };
    let pinned = Amendment {
        point: Some(village),
        ..Amendment::default()
    };
    let chosen = Amendment {
        place: Some(Place::pinned(village, "Полевая улица, 2")),
        ..Amendment::default()
    };
    let corrected = Amendment {
        address: Some("Полевая улица 2".to_owned()),
        ..Amendment::default()
    };
    for change in [pinned, chosen, corrected] {
        let id = submit(&service, "Садовая 9").await;
        assert_eq!(municipality(&id).await.as_deref(), Some("Заречное"));
        amend(&service, &id, change.clone()).await;
        assert_eq!(municipality(&id).await.as_deref(), Some("Лесное"), "{change:?}");

        let id = submit(&service, "Садовая 9").await;
        let said = |name: &str| Amendment {
            municipality: Some(Some(name.to_owned())),
            ..Amendment::default()
        };
        amend(&service, &id, said("Дальний район")).await;
        amend(&service, &id, change.clone()).await;
        assert_eq!(municipality(&id).await.as_deref(), Some("Дальний район"), "{change:?}");

        let id = submit(&service, "Садовая 9").await;
        let both = Amendment {
            municipality: said("Заречное").municipality,
            ..change
        };
        amend(&service, &id, both).await;
        assert_eq!(
            municipality(&id).await.as_deref(),
            Some("Заречное"),
            "said with the place"
        );
    }
}
