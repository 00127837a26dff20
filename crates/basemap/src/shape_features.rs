//! `build`: makes `Features` of what was collected from an extract: closes areas, joins lines of the same look and
//! name, puts large areas before small, and draws an area from the zoom at which it is large enough to see.

use crate::chain::{Turning, join};
use crate::collect::{Collected, Line, Multipolygon};
use crate::kind::{Kind, ZOOM_MAX};
use crate::mercator::{Spot, double_area};
use crate::outline::{self, Ring};
use crate::packed_features::{FeatureBuilder, FeatureInfo, Features, NO_LABEL};
use std::collections::BTreeMap;

/// Streets of one name are joined up to this many nodes, so that a tile never has to walk a whole motorway.
const JOINED_NODES_MAX: usize = 500;

/// Shapes everything.
pub(crate) fn build(mut collected: Collected) -> Features {
    let mut builder = FeatureBuilder::new();
    areas(&collected, &mut builder);
    let lines = std::mem::take(&mut collected.lines);
    for line in joined(lines) {
        let label = builder.label(&line.name);
        let info = FeatureInfo {
            kind: line.kind,
            zoom_min: line.zoom_min,
            label,
            oneway: line.oneway,
        };
        for piece in collected.nodes.pieces(&line.nodes) {
            builder.push(info, &[piece]);
        }
    }
    for label in &collected.labels {
        point(&mut builder, label.kind, &label.text, label.spot);
    }
    builder.finish()
}

/// Areas, the small over the large: screens paint them in the order they come.
fn areas(collected: &Collected, builder: &mut FeatureBuilder) {
    let mut areas = Vec::new();
    for one in &collected.areas {
        let ring = outline::ring(collected.nodes.along(&one.nodes));
        areas.extend(ring.map(|ring| (one.kind, &*one.label, vec![ring])));
    }
    for one in &collected.multipolygons {
        let Some((kind, label)) = kind_and_label(collected, one) else {
            continue;
        };
        let lines = |ways: &[i64]| {
            let members = ways.iter().filter_map(|way| collected.members.get(way));
            members.map(|member| member.nodes.clone()).collect()
        };
        let polygons = outline::polygons(lines(&one.outer), lines(&one.inner), &|line| {
            collected.nodes.along(line)
        });
        areas.extend(polygons.into_iter().map(|rings| (kind, label, rings)));
    }
    areas.sort_by(|(_, _, a), (_, _, b)| double_area(&b[0]).total_cmp(&double_area(&a[0])));
    for (kind, label, rings) in areas {
        area(builder, kind, label, &rings);
    }
}

fn kind_and_label<'a>(collected: &'a Collected, one: &'a Multipolygon) -> Option<(Kind, &'a str)> {
    if let Some(kind) = one.kind {
        return Some((kind, &one.label));
    }
    let mut members = one.outer.iter().filter_map(|way| collected.members.get(way));
    members.find_map(|member| Some((member.kind?, &*member.label)))
}

/// Draws an area from the zoom at which it is large enough to see, and its house number in its middle.
fn area(builder: &mut FeatureBuilder, kind: Kind, label: &str, rings: &[Ring]) {
    let zoom_min = kind.zoom_min().max(zoom_of_area(
        double_area(&rings[0]) / 2.0,
        kind.layer().area_min_pixels(),
    ));
    if zoom_min <= ZOOM_MAX {
        builder.push(
            FeatureInfo {
                kind,
                zoom_min,
                label: NO_LABEL,
                oneway: false,
            },
            rings,
        );
    }
    if !label.is_empty() {
        point(builder, Kind::HouseNumber, label, middle(&rings[0]));
    }
}

fn point(builder: &mut FeatureBuilder, kind: Kind, text: &str, spot: Spot) {
    let label = builder.label(text);
    builder.push(
        FeatureInfo {
            kind,
            zoom_min: kind.zoom_min(),
            label,
            oneway: false,
        },
        &[vec![spot]],
    );
}

/// The lowest zoom at which an area of `units` square units covers `pixels` square pixels; may be past the highest.
fn zoom_of_area(units: f64, pixels: f64) -> u8 {
    // At zoom z the world is 512·2^z pixels wide, so a pixel is 2^(23−z) units wide and covers 4^(23−z) of them.
    let covers = |zoom: &u8| units / 4_f64.powi(23 - i32::from(*zoom)) >= pixels;
    (0..=ZOOM_MAX).find(covers).unwrap_or(ZOOM_MAX + 1)
}

/// The middle of the box around a ring.
fn middle(ring: &[Spot]) -> Spot {
    let side = |of: fn(&Spot) -> u32| {
        let (low, high) = ring
            .iter()
            .map(of)
            .fold((u32::MAX, 0), |(low, high), at| (low.min(at), high.max(at)));
        low.midpoint(high)
    };
    Spot {
        x: side(|spot| spot.x),
        y: side(|spot| spot.y),
    }
}

/// What makes lines style the same: kind, lowest zoom, one way or not, name.
type LineStyle = (Kind, u8, bool, Box<str>);

/// Lines that style the same, joined end to end: fewer features, and names that run along whole streets.
fn joined(lines: Vec<Line>) -> Vec<Line> {
    let mut alike: BTreeMap<LineStyle, Vec<Vec<i64>>> = BTreeMap::new();
    for line in lines {
        let style = (line.kind, line.zoom_min, line.oneway, line.name);
        alike.entry(style).or_default().push(line.nodes);
    }
    let mut joined = Vec::new();
    for ((kind, zoom_min, oneway, name), lines) in alike {
        let turning = if oneway { Turning::Never } else { Turning::Free };
        joined.extend(join(lines, turning, JOINED_NODES_MAX).into_iter().map(|nodes| Line {
            kind,
            zoom_min,
            name: name.clone(),
            oneway,
            nodes,
        }));
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::zoom_of_area;

    #[test]
    fn an_area_appears_when_it_is_large_enough_to_see() {
        // At zoom 16 a pixel is 128 units wide, so 1,280 by 1,280 units are 100 pixels there and 25 one zoom lower.
        let units = 1280.0 * 1280.0;
        assert_eq!(zoom_of_area(units, 100.0), 16);
        assert_eq!(zoom_of_area(units, 25.0), 15);
        assert_eq!(zoom_of_area(units, 101.0), 17, "never");
        assert_eq!(zoom_of_area(1e19, 1.0), 0);
    }
}
