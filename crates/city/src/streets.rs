//! `name_streets`: cuts the lines of the grid into `Street`s, names them, and makes some lesser ones of a town one-way.
//! The ways of the map are drawn in `roads.rs`.

use crate::grid::{Flow, Grid};
use crate::names::{Kind, Names, StreetName};
use crate::road_class::Road;
use crate::size::Size;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// A street: its edges in order, all of one worth.
#[derive(Debug)]
pub(crate) struct Street {
    pub(crate) name: StreetName,
    pub(crate) road: Road,
    pub(crate) edges: Vec<usize>,
}

/// The share of lesser streets of a town that are one-way.
const ONE_WAYS: f64 = 0.15;

/// Walks every line of the grid and cuts it into streets.
pub(crate) fn name_streets(
    grid: &mut Grid,
    size: &Size,
    river: &str,
    names: &mut Names,
    rng: &mut ChaCha8Rng,
) -> Vec<Street> {
    let mut streets = Vec::new();
    let ring = names.give(StreetName::of(Kind::Highway, "Окружное"));
    let ring = StreetName {
        is_adjective: true,
        ..ring
    };
    let lines_across = (0..=grid.rows).map(|j| (0..grid.columns).map(|i| grid.horizontal(i, j)).collect::<Vec<_>>());
    let lines_along = (0..=grid.columns).map(|i| (0..grid.rows).map(|j| grid.vertical(i, j)).collect::<Vec<_>>());
    let lines: Vec<Vec<usize>> = lines_across.chain(lines_along).collect();
    for line in lines {
        for edges in cut(grid, size, &line) {
            let first = grid.edges[edges[0]];
            let bank = !first.is_horizontal && (first.i == size.river || first.i == size.river + 1);
            let name = match first.road {
                Road::Trunk => ring.clone(),
                _ if bank && first.i == size.river && !size.is_village() && first.j == 0 => {
                    names.give(StreetName::of(Kind::Embankment, &format!("реки {}", genitive(river))))
                }
                Road::Primary => names.great(),
                Road::Secondary if rng.random_bool(0.3) => names.great(),
                _ => names.small(),
            };
            if first.road == Road::Residential && !size.is_village() && rng.random_bool(ONE_WAYS) {
                let flow = if rng.random_bool(0.5) {
                    Flow::Forward
                } else {
                    Flow::Backward
                };
                for edge in &edges {
                    grid.edges[*edge].flow = flow;
                }
            }
            streets.push(Street {
                name,
                road: first.road,
                edges,
            });
        }
    }
    grid.open_traps();
    streets
}

/// The streets of one line: a street ends at a gap, where the worth changes, and a lesser one where it meets a greater.
fn cut(grid: &Grid, size: &Size, line: &[usize]) -> Vec<Vec<usize>> {
    let mut streets: Vec<Vec<usize>> = Vec::new();
    let mut before: Option<usize> = None;
    for ix in line.iter().copied() {
        let edge = grid.edges[ix];
        if !edge.kept {
            before = None;
            continue;
        }
        let across = if edge.is_horizontal {
            size.road(edge.i, grid.columns, size.river + 1 + size.columns / 4)
        } else {
            size.road(edge.j, grid.rows, size.bridges[0])
        };
        let meets_greater = match edge.road {
            Road::Residential => across >= Road::Tertiary,
            Road::Tertiary => across >= Road::Secondary && !edge.is_bridge,
            _ => false,
        };
        let goes_on = before.is_some_and(|last| grid.edges[last].road == edge.road) && !meets_greater;
        match streets.last_mut() {
            Some(street) if goes_on => street.push(ix),
            _ => streets.push(vec![ix]),
        }
        before = Some(ix);
    }
    streets
}

/// `Каменки`, `Светлицы`: rivers here are feminine.
fn genitive(river: &str) -> String {
    let stem = river.trim_end_matches(['а', 'я']);
    format!("{stem}{}", if river.ends_with("ца") { 'ы' } else { 'и' })
}

#[cfg(test)]
mod tests {
    #[test]
    fn rivers_are_declined() {
        assert_eq!(
            ["Каменка", "Светлица", "Тихоня"].map(super::genitive),
            ["Каменки", "Светлицы", "Тихони"]
        );
    }
}
