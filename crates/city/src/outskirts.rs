//! `draw_outskirts`: a road out of the town, a hamlet without streets on it and, unless the town is itself a village, a
//! village at its end, some of whose streets have the names of streets in the town.

use crate::drawing::tag;
use crate::grid::Grid;
use crate::name_words::{HAMLETS, VILLAGES};
use crate::names::{Kind, Names, StreetName};
use crate::places::{draw_border, outline};
use crate::roads::DrawnRoads;
use crate::site::{Building, Site};
use crate::size::{HAMLET_HOUSES, PEOPLE_PER_HOUSE, Size, village_people};
use crate::streets::Street;
use crate::terrain::Spot;
use rand::RngExt;
use rand::seq::IndexedRandom;

const LOT: f64 = 26.0;
const HOUSES_PER_STREET: u32 = 48;
/// Metres between neighbouring streets, from the town to the hamlet, and on to the village.
const BETWEEN_STREETS: f64 = 130.0;
const TO_HAMLET: f64 = 700.0;
const TO_VILLAGE: f64 = 900.0;
/// How many streets of the village are called as streets of the town.
const SHARED_NAMES: usize = 3;

/// Draws the road out of the town, the hamlet on it and, unless the town is itself a village, the village at its end.
pub(crate) fn draw_outskirts(
    site: &mut Site,
    grid: &Grid,
    roads: &DrawnRoads,
    streets: &[Street],
    size: &Size,
    names: &mut Names,
) {
    // The main street runs to the eastern edge.
    let row = size.bridges[0];
    let Some(gateway) = roads.nodes[grid.horizontal(size.columns - 1, row)].last().copied() else {
        return;
    };
    let start = Spot::new(site.drawing.terrain.xs[size.columns], site.drawing.terrain.ys[row]);
    let at = |east: f64| Spot::new(start.x + east, start.y);
    let mut road = vec![gateway];
    let hamlet_road: Vec<Spot> = [0.3, 0.6, 0.85, 1.0].map(|share| at(TO_HAMLET * share)).to_vec();
    road.extend(site.drawing.nodes(hamlet_road));
    build_hamlet(site, at(TO_HAMLET), names);
    if !size.is_village() {
        road.extend(
            site.drawing
                .nodes([0.3, 0.6].map(|share| at(TO_HAMLET + TO_VILLAGE * share))),
        );
        road.push(build_village(site, at(TO_HAMLET + TO_VILLAGE), streets, size, names));
    }
    let tags = [
        tag("highway", "secondary"),
        tag("ref", "Р-1"),
        tag("maxspeed", "RU:rural"),
    ];
    site.drawing.way(road, tags);
}

/// Houses on both sides of the road, numbered in the hamlet.
fn build_hamlet(site: &mut Site, end: Spot, names: &mut Names) {
    let name = HAMLETS.choose(&mut site.rng).copied().unwrap_or(HAMLETS[0]);
    let settlement = site.book.add_settlement(name);
    let hamlet = names.give(StreetName::of(Kind::Hamlet, name));
    let thoroughfare = site.book.add_thoroughfare(hamlet, settlement, "addr:place");
    site.drawing.node(
        Spot::new(end.x - 90.0, end.y + 40.0),
        [tag("place", "hamlet"), tag("name", name)],
    );
    for number in 1..=HAMLET_HOUSES {
        let side = if number % 2 == 1 { 16.0 } else { -28.0 };
        let low = Spot::new(end.x - 30.0 - f64::from(number) * 15.0, end.y + side);
        let ground = [low, Spot::new(low.x + 10.0, low.y + 12.0)];
        site.build(Building::House, ground, thoroughfare, &number.to_string(), None);
    }
}

/// Parallel streets to the north from one cross street, whose western end is given.
fn build_village(site: &mut Site, corner: Spot, streets: &[Street], size: &Size, names: &mut Names) -> i64 {
    let name = VILLAGES.choose(&mut site.rng).copied().unwrap_or(VILLAGES[0]);
    let settlement = site.book.add_settlement(name);
    let houses = village_people(size.people) / PEOPLE_PER_HOUSE;
    let count = houses.div_ceil(HOUSES_PER_STREET).max(2);
    let length = f64::from(houses.div_ceil(count).div_ceil(2)) * LOT + 60.0;
    let east = f64::from(count - 1) * BETWEEN_STREETS;
    let middle = Spot::new(corner.x + east / 2.0, corner.y + length / 2.0);
    let tags = [
        tag("place", "village"),
        tag("name", name),
        ("population", (houses * PEOPLE_PER_HOUSE).to_string()),
    ];
    let admin = site.drawing.node(middle, tags);
    let border = [
        Spot::new(corner.x - 120.0, corner.y - 120.0),
        Spot::new(corner.x + east + 120.0, corner.y + length + 120.0),
    ];
    draw_border(site, border, admin, name);
    site.drawing.outline(outline(border), [tag("landuse", "residential")]);

    let mut across: [Vec<i64>; 2] = [Vec::new(), Vec::new()];
    for (turn, name) in village_names(site, streets, count as usize, names)
        .into_iter()
        .enumerate()
    {
        let foot = Spot::new(corner.x + turn as f64 * BETWEEN_STREETS, corner.y);
        let full = name.full();
        let thoroughfare = site.book.add_thoroughfare(name, settlement, "addr:street");
        build_village_street(site, foot, length, thoroughfare);
        let nodes = site
            .drawing
            .nodes([0.0, 0.3, 0.6, 1.0].map(|share| Spot::new(foot.x, foot.y + length * share)));
        across[0].push(nodes[0]);
        across[1].push(nodes[3]);
        site.drawing.way(nodes, [tag("highway", "residential"), ("name", full)]);
    }
    let gateway = across[0][0];
    for nodes in across {
        site.drawing.way(nodes, [tag("highway", "residential")]);
    }
    gateway
}

/// Some names of the town's own lesser streets, and new ones.
fn village_names(site: &mut Site, streets: &[Street], count: usize, names: &mut Names) -> Vec<StreetName> {
    let town: Vec<usize> = (0..site.book.thoroughfares.len())
        .filter(|ix| {
            let street = &site.book.thoroughfares[*ix];
            street.name.kind == Kind::Street
                && street.settlement == 0
                && streets.iter().any(|other| other.name == street.name)
        })
        .collect();
    let shared: Vec<usize> = town
        .sample(&mut site.rng, SHARED_NAMES.min(count / 2 + 1))
        .copied()
        .collect();
    let mut chosen = Vec::with_capacity(count);
    for ix in shared {
        site.book.thoroughfares[ix].is_shared = true;
        chosen.push(names.give(site.book.thoroughfares[ix].name.clone()));
    }
    chosen.extend((chosen.len()..count).map(|_| names.small()));
    chosen
}

fn build_village_street(site: &mut Site, foot: Spot, length: f64, thoroughfare: usize) {
    for (side, first) in [(-1.0_f64, 1), (1.0, 2)] {
        let mut number = first;
        let mut at = 40.0;
        while at < length - 30.0 {
            let (near, far) = (15.0 * side, (15.0 + site.rng.random_range(8.0..12.0)) * side);
            let low = Spot::new(foot.x + near.min(far), foot.y + at);
            let ground = [low, Spot::new(foot.x + near.max(far), low.y + 10.0)];
            site.build(Building::House, ground, thoroughfare, &number.to_string(), None);
            number += 2;
            at += LOT;
        }
    }
}
