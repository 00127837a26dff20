//! `draw_railway`: rails through one row of quarters, with level crossings where streets meet them, a bridge over the
//! river and a station. Small towns have none.

use crate::drawing::tag;
use crate::grid::Grid;
use crate::roads::DrawnRoads;
use crate::site::Site;
use crate::size::Size;
use crate::terrain::Spot;

/// How far the rails are drawn beyond the town, in metres.
const BEYOND: f64 = 700.0;

/// Draws the rails through their row of quarters; small towns have none.
pub(crate) fn draw_railway(site: &mut Site, grid: &Grid, roads: &DrawnRoads, size: &Size) {
    let Some(row) = size.railway else { return };
    let xs = site.drawing.terrain.xs.clone();
    let y = (site.drawing.terrain.ys[row] + site.drawing.terrain.ys[row + 1]) / 2.0;
    let nodes: Vec<i64> = (0..=size.columns)
        .map(|i| {
            // The middle node of a street is the level crossing.
            let crossing = roads.nodes[grid.vertical(i, row)].get(2).copied();
            crossing.unwrap_or_else(|| site.drawing.node(Spot::new(xs[i], y), []))
        })
        .collect();
    let ends =
        [Spot::new(xs[0] - BEYOND, y), Spot::new(xs[size.columns] + BEYOND, y)].map(|spot| site.drawing.node(spot, []));
    let rail = || tag("railway", "rail");
    let west = std::iter::once(ends[0])
        .chain(nodes[..=size.river].iter().copied())
        .collect();
    site.drawing.way(west, [rail()]);
    let bridge = nodes[size.river..=size.river + 1].to_vec();
    site.drawing
        .way(bridge, [rail(), tag("bridge", "yes"), tag("layer", "1")]);
    let east = nodes[size.river + 1..].iter().copied().chain([ends[1]]).collect();
    site.drawing.way(east, [rail()]);
    let station = Spot::new((xs[0] + xs[1]) / 2.0, y + 12.0);
    site.drawing
        .node(station, [tag("railway", "station"), tag("name", "Город-Пассажирский")]);
}
