//! `draw_places`: the settlement on the map: its place node, its border, the districts on the two banks of a town, and
//! residential land. `draw_border` and `outline` are used by `outskirts.rs` too.

use crate::drawing::tag;
use crate::quarters::{Quarter, Quarters};
use crate::site::Site;
use crate::size::{Size, VILLAGE};
use crate::terrain::Spot;
use karavan_osm::MemberKind;

/// Metres between the outermost street and the border of the town.
const BORDER: f64 = 320.0;
/// Sides of one piece of residential land, in quarters.
const LAND_SIDE: usize = 4;

/// Draws the place nodes, the border and the land.
pub(crate) fn draw_places(site: &mut Site, quarters: &Quarters, size: &Size, name: &str) {
    let (xs, ys) = (site.drawing.terrain.xs.clone(), site.drawing.terrain.ys.clone());
    let (east, north, middle) = (xs[size.columns], ys[size.rows], ys[size.bridges[0]]);
    let place = match size.people {
        0..VILLAGE => "village",
        VILLAGE..50_000 => "town",
        _ => "city",
    };
    let centre = Spot::new((xs[size.river + 1] + east) / 2.0, middle);
    let tags = [
        tag("place", place),
        tag("name", name),
        ("population", size.people.to_string()),
    ];
    let admin = site.drawing.node(centre, tags);
    if !size.is_village() {
        for (suburb, x) in [
            ("Левобережье", xs[size.river] / 2.0),
            ("Правобережье", (xs[size.river + 1] + east) / 2.0),
        ] {
            site.drawing.node(
                Spot::new(x, middle + 60.0),
                [tag("place", "suburb"), tag("name", suburb)],
            );
        }
    }
    draw_border(
        site,
        [Spot::new(-BORDER, -BORDER), Spot::new(east + BORDER, north + BORDER)],
        admin,
        name,
    );
    for j in (0..size.rows).step_by(LAND_SIDE) {
        for i in (0..size.columns).step_by(LAND_SIDE) {
            let (right, top) = ((i + LAND_SIDE).min(size.columns), (j + LAND_SIDE).min(size.rows));
            // Land is cut at the water.
            for (from, to) in [(i, right.min(size.river)), (i.max(size.river + 1), right)] {
                let lived = |ix: usize, jx: usize| {
                    matches!(
                        quarters.at(ix, jx),
                        Quarter::Private | Quarter::Flats | Quarter::District(_)
                    )
                };
                if from < to && (j..top).any(|jx| (from..to).any(|ix| lived(ix, jx))) {
                    let corners = [Spot::new(xs[from], ys[j]), Spot::new(xs[to], ys[top])];
                    site.drawing.outline(outline(corners), [tag("landuse", "residential")]);
                }
            }
        }
    }
}

/// A border as a relation with its place in the middle.
pub(crate) fn draw_border(site: &mut Site, corners: [Spot; 2], admin: i64, name: &str) {
    let outer = site.drawing.outline(outline(corners), []);
    let members = [
        (MemberKind::Way, outer, "outer"),
        (MemberKind::Node, admin, "admin_centre"),
    ];
    let tags = [
        tag("type", "boundary"),
        tag("boundary", "administrative"),
        tag("admin_level", "8"),
        tag("name", name),
    ];
    site.drawing.relation(&members, tags);
}

/// A rectangle with enough corners to follow the land.
pub(crate) fn outline([low, high]: [Spot; 2]) -> Vec<Spot> {
    let corners = [low, Spot::new(high.x, low.y), high, Spot::new(low.x, high.y), low];
    let steps = |from: Spot, to: Spot| (0..8).map(move |step| from.toward(to, f64::from(step) / 8.0));
    corners.windows(2).flat_map(|pair| steps(pair[0], pair[1])).collect()
}
