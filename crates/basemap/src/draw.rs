//! `draw`: one vector tile: simplifies the features found for it, cuts them to the tile, rounds them to its grid and
//! encodes them layer by layer. Which features lie on the tile is found in `index.rs`.

use crate::BasemapError;
use crate::clip;
use crate::kind::{Layer, Shape};
use crate::packed_features::{FeatureInfo, Features};
use crate::tile_grid::{EXTENT, TileGrid};
use geo::{Coord, LineString, Polygon, Simplify};
use mvt::{GeomData, GeomEncoder, GeomType, Tile};

/// A corner on the tile's grid.
type Corner = (i32, i32);

/// Draws the given features; `None` when nothing is left of them.
///
/// # Errors
/// When the encoder refuses, which sound features never cause.
pub(crate) fn draw(
    features: &Features,
    found: &[usize],
    zoom: u8,
    grid: TileGrid,
) -> Result<Option<Vec<u8>>, BasemapError> {
    let mut tile = Tile::new(EXTENT);
    for layer in Layer::ALL {
        let mut encoded = tile.create_layer(layer.name());
        for &feature in found {
            let info = features.infos[feature];
            if info.kind.layer() != layer || info.zoom_min > zoom {
                continue;
            }
            let parts = features
                .parts(feature)
                .map(|part| part.iter().map(|&spot| grid.place(spot)).collect());
            for shape in shapes(layer.shape(), parts, tolerance(zoom))? {
                let mut feature = encoded.into_feature(shape);
                add_properties(&mut feature, layer, info, features);
                encoded = feature.into_layer();
            }
        }
        if encoded.num_features() > 0 {
            tile.add_layer(encoded)?;
        }
    }
    if tile.num_layers() == 0 {
        return Ok(None);
    }
    Ok(Some(tile.to_bytes()?))
}

fn add_properties(feature: &mut mvt::Feature, layer: Layer, info: FeatureInfo, features: &Features) {
    if let Some(class) = info.kind.class() {
        feature.add_tag_string("class", class);
    }
    if let Some(label) = features.label(info) {
        feature.add_tag_string(layer.label_key(), label);
    }
    if info.oneway {
        feature.add_tag_bool("oneway", true);
    }
}

/// How far a simplified shape may stray, in steps: half a pixel far away, nothing where clients magnify tiles.
const fn tolerance(zoom: u8) -> f64 {
    match zoom {
        0..=13 => 4.0,
        14 => 2.0,
        _ => 0.0,
    }
}

fn shapes(
    shape: Shape,
    mut parts: impl Iterator<Item = Vec<Coord<f64>>>,
    tolerance: f64,
) -> Result<Vec<GeomData>, mvt::Error> {
    let first = parts.next().unwrap_or_default();
    match shape {
        Shape::Point => first.into_iter().filter(|&at| clip::holds(at)).map(point).collect(),
        Shape::Line => {
            let line = simplified_line(first, tolerance);
            clip::line(&line)
                .iter()
                .filter_map(|piece| line_piece(piece).transpose())
                .collect()
        }
        Shape::Area => {
            let rings = simplified_area(first, parts.collect(), tolerance);
            Ok(area(rings)?.into_iter().collect())
        }
    }
}

/// Before clipping, so that neighbouring tiles agree on what a shape looks like at their border.
fn simplified_line(line: Vec<Coord<f64>>, tolerance: f64) -> Vec<Coord<f64>> {
    if tolerance > 0.0 {
        LineString::new(line).simplify(tolerance).0
    } else {
        line
    }
}

fn simplified_area(outer: Vec<Coord<f64>>, holes: Vec<Vec<Coord<f64>>>, tolerance: f64) -> Vec<Vec<Coord<f64>>> {
    if tolerance <= 0.0 {
        return std::iter::once(outer).chain(holes).collect();
    }
    let holes = holes.into_iter().map(LineString::new).collect();
    let (outer, holes) = Polygon::new(LineString::new(outer), holes)
        .simplify(tolerance)
        .into_inner();
    let open = |mut ring: LineString<f64>| {
        ring.0.pop();
        ring.0
    };
    std::iter::once(outer).chain(holes).map(open).collect()
}

fn point(at: Coord<f64>) -> Result<GeomData, mvt::Error> {
    let (x, y) = round(at);
    GeomEncoder::new(GeomType::Point).point(x, y)?.encode()
}

fn line_piece(piece: &[Coord<f64>]) -> Result<Option<GeomData>, mvt::Error> {
    let corners = rounded(piece);
    if corners.len() < 2 {
        return Ok(None);
    }
    let mut encoder = GeomEncoder::new(GeomType::Linestring);
    for (x, y) in corners {
        encoder.add_point(x, y)?;
    }
    encoder.encode().map(Some)
}

fn area(rings: Vec<Vec<Coord<f64>>>) -> Result<Option<GeomData>, mvt::Error> {
    let mut encoder = GeomEncoder::new(GeomType::Polygon);
    let mut last = None;
    for (index, ring) in rings.into_iter().enumerate() {
        let is_hole = index > 0;
        let Some(mut corners) = oriented_ring(&clip::ring(ring), is_hole) else {
            if is_hole { continue } else { return Ok(None) }
        };
        // The encoder leaves out a ring's first command when the ring begins where the one before it ended.
        if last == Some(corners[0]) {
            corners.rotate_left(1);
        }
        last = corners.last().copied();
        for (x, y) in corners {
            encoder.add_point(x, y)?;
        }
        encoder.complete_geom()?;
    }
    encoder.encode().map(Some)
}

/// A ring on the grid, turned as the tile format wants: outlines with positive area, holes with negative, where `y`
/// grows downwards. `None` when rounding leaves no area.
fn oriented_ring(ring: &[Coord<f64>], is_hole: bool) -> Option<Vec<Corner>> {
    let mut corners = rounded(ring);
    if corners.len() > 1 && corners.first() == corners.last() {
        corners.pop();
    }
    let pairs = corners.iter().zip(corners.iter().cycle().skip(1));
    let area: i64 = pairs
        .map(|(a, b)| i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1))
        .sum();
    if area == 0 {
        return None;
    }
    if (area < 0) != is_hole {
        corners.reverse();
    }
    Some(corners)
}

/// On the grid, without repetitions.
fn rounded(line: &[Coord<f64>]) -> Vec<Corner> {
    let mut corners: Vec<_> = line.iter().map(|&at| round(at)).collect();
    corners.dedup();
    corners
}

#[expect(clippy::cast_possible_truncation, reason = "clipped to the tile and its buffer")]
fn round(at: Coord<f64>) -> Corner {
    (at.x.round() as i32, at.y.round() as i32)
}
