//! Tests of stored networks: they answer as the built one and are the same bytes each time; bytes that are cut, flipped
//! or too long are refused or make a network that still answers. Also of a numbering that would fill the memory, and of
//! places of another network.

use super::agreement::snaps;
use super::hours::with_hours;
use super::world::random_grid;
use crate::{Circumstances, RoadNetwork, RoadsError, WeekMinute};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

#[test]
fn a_stored_network_answers_as_the_one_that_was_built() {
    let network = with_hours(random_grid(3, 11), 3).build();
    let loaded = RoadNetwork::from_bytes(&network.to_bytes()).unwrap();
    assert_eq!(network.roads.shared.streets, loaded.roads.shared.streets);
    assert_eq!(network.stats(), loaded.stats());
    let places = snaps(&network, 3, 40);
    assert_eq!(places, snaps(&loaded, 3, 40));
    assert_eq!(network.matrix(&places, &places), loaded.matrix(&places, &places));
}

#[test]
fn the_same_extract_gives_the_same_bytes() {
    let extract = with_hours(random_grid(4, 14), 4).extract();
    let build = || RoadNetwork::build(&extract, &|_| ()).unwrap().to_bytes();
    assert_eq!(build(), build());
}

#[test]
fn bytes_cut_anywhere_or_with_more_behind_are_refused() {
    let bytes = with_hours(random_grid(5, 5), 5).build().to_bytes();
    for end in 0..bytes.len() {
        let refused = RoadNetwork::from_bytes(&bytes[..end]);
        assert!(matches!(refused, Err(RoadsError::Damaged { .. })), "cut at {end}");
    }
    let more = [&bytes[..], &[0]].concat();
    assert!(RoadNetwork::from_bytes(&more).is_err());
}

#[test]
fn flipped_bytes_are_refused_or_make_a_network_that_answers() {
    let network = with_hours(random_grid(6, 6), 6).build();
    assert!(!network.roads.shared.streets.calendar.segments.is_empty());
    let bytes = network.to_bytes();
    let mut rng = ChaCha8Rng::seed_from_u64(6);
    let mut taken = 0;
    for _ in 0..3_000 {
        let mut damaged = bytes.clone();
        for _ in 0..rng.random_range(1..4) {
            let at = rng.random_range(0..damaged.len());
            damaged[at] = rng.random();
        }
        let Ok(loaded) = RoadNetwork::from_bytes(&damaged) else {
            continue;
        };
        taken += 1;
        let places = snaps(&network, 6, 5);
        let _ = loaded.matrix(&places, &places);
        let night = Circumstances {
            at: WeekMinute::new(4, 23 * 60),
            ..Circumstances::default()
        };
        let _ = loaded.under(&night).matrix(&places, &places);
        for place in &places {
            let _ = loaded.path(&places[0], place);
        }
    }
    assert!(taken > 0, "a changed time or length is still a network");
}

#[test]
fn a_numbering_that_would_fill_the_memory_is_refused() {
    // 3,000 spokes around hubs of least importance make everyone everyone's neighbour.
    use crate::hierarchy::{Arc, Hierarchy};
    use crate::weight::Weight;
    let arc = |tail, head| Arc {
        tail,
        head,
        weight: Weight::ZERO,
    };
    let star: Vec<Arc> = (1..3_000).map(|node| arc(0, node)).collect();
    assert!(matches!(Hierarchy::new(3_000, &star), Err(RoadsError::Damaged { .. })));
    let same_star: Vec<Arc> = (0..2_999).map(|node| arc(2_999, node)).collect();
    assert!(Hierarchy::new(3_000, &same_star).is_ok());
}

#[test]
fn snaps_of_a_larger_network_find_no_road() {
    let (large, small) = (random_grid(8, 12).build(), random_grid(8, 3).build());
    let beyond = |place: &crate::Snap| place.segment as usize >= small.roads.shared.streets.segments.len();
    let places: Vec<_> = snaps(&large, 8, 60).into_iter().filter(beyond).collect();
    assert!(!places.is_empty());
    assert_eq!(
        small.matrix(&places, &places).seconds,
        vec![crate::NO_ROAD; places.len() * places.len()]
    );
    assert_eq!(small.path(&places[0], &places[0]), None);
}
