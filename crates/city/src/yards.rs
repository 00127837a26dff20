//! `fill_quarters`: what is inside the quarters: yard roads, some with gates, blocks of microdistricts, dead ends,
//! parks, and the private roads of works. Houses along the streets are in `houses.rs`.

use crate::drawing::tag;
use crate::grid::Grid;
use crate::names::{Kind, Names, StreetName};
use crate::quarters::{Quarter, Quarters};
use crate::roads::DrawnRoads;
use crate::site::{Building, Site};
use crate::size::Size;
use crate::terrain::Spot;
use rand::RngExt;

/// The quarter's south-western and north-eastern corners on the plan.
fn corners(site: &Site, i: usize, j: usize) -> [Spot; 2] {
    let (xs, ys) = (&site.drawing.terrain.xs, &site.drawing.terrain.ys);
    [Spot::new(xs[i], ys[j]), Spot::new(xs[i + 1], ys[j + 1])]
}

/// Fills every quarter.
pub(crate) fn fill_quarters(
    site: &mut Site,
    grid: &Grid,
    roads: &DrawnRoads,
    quarters: &Quarters,
    size: &Size,
    names: &mut Names,
    town: usize,
) {
    let districts: Vec<usize> = (1..)
        .take(quarters.districts)
        .map(|number| {
            let name = names.give(StreetName::numbered(Kind::District, number));
            let key = if number % 2 == 0 { "addr:place" } else { "addr:street" };
            site.book.add_thoroughfare(name, town, key)
        })
        .collect();
    let mut houses = vec![0; districts.len()];
    for (i, j, kind) in quarters.iter() {
        let (south, north) = (
            &roads.nodes[grid.horizontal(i, j)],
            &roads.nodes[grid.horizontal(i, j + 1)],
        );
        match kind {
            Quarter::Flats => draw_yard_road(site, [south, north], corners(site, i, j)),
            Quarter::District(number) => {
                draw_yard_road(site, [south, north], corners(site, i, j));
                if houses[number] == 0 {
                    let name = site.book.thoroughfares[districts[number]].name.full();
                    let [low, high] = corners(site, i, j);
                    site.drawing
                        .node(low.toward(high, 0.5), [tag("place", "quarter"), ("name", name)]);
                }
                build_district(
                    site,
                    corners(site, i, j),
                    districts[number],
                    &mut houses[number],
                    size.levels,
                );
            }
            Quarter::Private => draw_dead_end(site, south, corners(site, i, j)),
            Quarter::Park => draw_park(site, corners(site, i, j)),
            Quarter::Works => draw_works_road(site, south, corners(site, i, j)),
            Quarter::Bare => {}
        }
    }
}

/// A road through the yard, from street to street where both are there. Some are gated at the northern end, so that
/// cars must know the southern one; a few are private altogether.
fn draw_yard_road(site: &mut Site, [south, north]: [&[i64]; 2], [low, high]: [Spot; 2]) {
    let middle = (low.x + high.x) / 2.0;
    let at = |share: f64| Spot::new(middle, low.y + (high.y - low.y) * share);
    let Some(gateway) = south.get(2).or_else(|| north.get(2)).copied() else {
        return;
    };
    let mut nodes = vec![gateway];
    let from_south = !south.is_empty();
    let gated = site.rng.random_bool(0.3);
    let shares = if from_south {
        [0.3, 0.5, 0.7, 0.85]
    } else {
        [0.85, 0.7, 0.5, 0.3]
    };
    for share in shares {
        let gate = gated && from_south && share > 0.8;
        let tags = if gate {
            vec![tag("barrier", "gate"), tag("access", "private")]
        } else {
            Vec::new()
        };
        nodes.push(site.drawing.node(at(share), tags));
    }
    if from_south {
        nodes.extend(north.get(2));
    }
    let mut tags = if site.rng.random_bool(0.4) {
        vec![tag("highway", "living_street"), tag("maxspeed", "RU:living_street")]
    } else {
        vec![tag("highway", "service")]
    };
    if site.rng.random_bool(0.05) {
        tags.push(tag("access", "private"));
    }
    site.drawing.way(nodes, tags);
}

/// Eight blocks about the yard road, numbered within the microdistrict.
fn build_district(site: &mut Site, [low, high]: [Spot; 2], thoroughfare: usize, houses: &mut u32, levels: u32) {
    let (width, height) = (high.x - low.x, high.y - low.y);
    for row in [0.16, 0.4, 0.63, 0.86] {
        for (from, to) in [(28.0, width / 2.0 - 12.0), (width / 2.0 + 12.0, width - 28.0)] {
            let y = low.y + height * row;
            let ground = [Spot::new(low.x + from, y - 6.5), Spot::new(low.x + to, y + 6.5)];
            *houses += 1;
            let house = match site.rng.random_range(0..20) {
                0 => format!("{houses}А"),
                1 => format!("{houses} к1"),
                _ => houses.to_string(),
            };
            let yard = Some(ground[usize::from(row < 0.5)].y);
            site.build(Building::Block { levels }, ground, thoroughfare, &house, yard);
        }
    }
}

/// A lane into the middle of the quarter, which ends there.
fn draw_dead_end(site: &mut Site, south: &[i64], [low, high]: [Spot; 2]) {
    if south.is_empty() || !site.rng.random_bool(0.2) {
        return;
    }
    let middle = (low.x + high.x) / 2.0;
    let end = site.drawing.node(
        Spot::new(middle, low.y + (high.y - low.y) * 0.55),
        [tag("highway", "turning_circle")],
    );
    let bend = site
        .drawing
        .node(Spot::new(middle + 3.0, low.y + (high.y - low.y) * 0.3), []);
    site.drawing.way(
        vec![south[2], bend, end],
        [tag("highway", "residential"), tag("noexit", "yes")],
    );
}

fn draw_park(site: &mut Site, [low, high]: [Spot; 2]) {
    let (low, high) = (
        Spot::new(low.x + 18.0, low.y + 18.0),
        Spot::new(high.x - 18.0, high.y - 18.0),
    );
    let kind = if site.rng.random_bool(0.7) {
        tag("leisure", "park")
    } else {
        tag("landuse", "forest")
    };
    site.drawing.rectangle(low, high, [kind]);
    let path = site.drawing.nodes([low, low.toward(high, 0.5), high]);
    site.drawing.way(path, [tag("highway", "footway")]);
}

/// Works behind a private road from the street.
fn draw_works_road(site: &mut Site, south: &[i64], [low, high]: [Spot; 2]) {
    let inside = [
        Spot::new(low.x + 18.0, low.y + 18.0),
        Spot::new(high.x - 18.0, high.y - 18.0),
    ];
    site.drawing
        .rectangle(inside[0], inside[1], [tag("landuse", "industrial")]);
    if let Some(gateway) = south.get(2).copied() {
        let end = site.drawing.node(low.toward(high, 0.6), []);
        site.drawing.way(
            vec![gateway, end],
            [tag("highway", "service"), tag("access", "private")],
        );
    }
}
