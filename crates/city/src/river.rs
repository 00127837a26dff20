//! `draw_river`: the water that divides the town, as a multipolygon, its line, and an island with a road of its own.
//! Road bridges are drawn in `roads.rs`, that of the railway in `railway.rs`.

use crate::drawing::tag;
use crate::site::Site;
use crate::size::Size;
use crate::terrain::Spot;
use karavan_osm::MemberKind;
use rand::RngExt;

/// Metres of bank between the water and the embankment.
const BANK: f64 = 24.0;
/// How far the river is drawn beyond the town.
const BEYOND: f64 = 900.0;
const STEP: f64 = 110.0;

/// Draws the water as a multipolygon, the line of the current, and the island with a road of its own.
pub(crate) fn draw_river(site: &mut Site, size: &Size, name: &str) {
    let (west, east) = (
        site.drawing.terrain.xs[size.river] + BANK,
        site.drawing.terrain.xs[size.river + 1] - BANK,
    );
    let (south, north) = (-BEYOND, site.drawing.terrain.ys[size.rows] + BEYOND);
    let heights: Vec<f64> = std::iter::successors(Some(south), |y| (*y < north).then_some(y + STEP)).collect();
    let mut bank = |x: f64| -> Vec<Spot> {
        heights
            .iter()
            .map(|y| Spot::new(x + site.rng.random_range(-7.0..7.0), *y))
            .collect()
    };
    let (left, right) = (bank(west), bank(east));
    let outer = site
        .drawing
        .outline(right.into_iter().chain(left.into_iter().rev()), []);

    let middle = Spot::new((west + east) / 2.0, island_height(site, size));
    let island = site
        .drawing
        .outline(around(middle, (east - west) * 0.18, 60.0), [tag("place", "island")]);
    let road = [-30.0, 0.0, 30.0].map(|y| Spot::new(middle.x, middle.y + y));
    let road = site.drawing.nodes(road);
    site.drawing
        .way(road, [tag("highway", "residential"), tag("name", "Островная улица")]);

    let members = [(MemberKind::Way, outer, "outer"), (MemberKind::Way, island, "inner")];
    let tags = [
        tag("type", "multipolygon"),
        tag("natural", "water"),
        tag("water", "river"),
        tag("name", name),
    ];
    site.drawing.relation(&members, tags);
    let current = heights
        .iter()
        .map(|y| Spot::new((west + east) / 2.0, *y))
        .collect::<Vec<_>>();
    let current = site.drawing.nodes(current);
    site.drawing.way(current, [tag("waterway", "river"), tag("name", name)]);
}

/// Between the southern edge of the town and the first bridge, off the railway.
fn island_height(site: &Site, size: &Size) -> f64 {
    let ys = &site.drawing.terrain.ys;
    let row = size.bridges[0] / 2;
    (ys[row] + ys[row + 1]) / 2.0
}

/// Eight places on an ellipse.
fn around(middle: Spot, half_width: f64, half_height: f64) -> [Spot; 8] {
    std::array::from_fn(|turn| {
        let (sin, cos) = (std::f64::consts::TAU * turn as f64 / 8.0).sin_cos();
        Spot::new(middle.x + half_width * cos, middle.y + half_height * sin)
    })
}
