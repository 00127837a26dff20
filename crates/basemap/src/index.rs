//! `Index`: which features may be drawn in a box at a zoom: one R-tree per band of zooms, so that far views pass over
//! the bands of near detail.

use crate::mercator::Spot;
use crate::packed_features::Features;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

/// The last zoom of each band; a feature is in the band of its lowest zoom.
const BAND_ENDS: [u8; 5] = [7, 10, 12, 14, 16];

/// Whole units fit a double exactly, and areas of boxes do not overflow it.
type Corner = [f64; 2];

#[derive(Debug)]
pub(crate) struct Index {
    bands: [RTree<GeomWithData<Rectangle<Corner>, usize>>; BAND_ENDS.len()],
}

impl Index {
    pub(crate) fn of(features: &Features) -> Self {
        let mut bands = BAND_ENDS.map(|_| Vec::new());
        for (feature, info) in features.infos.iter().enumerate() {
            let band = BAND_ENDS.partition_point(|&end| end < info.zoom_min);
            let spots = features.parts(feature).flatten();
            bands[band].push(GeomWithData::new(box_around(spots), feature));
        }
        Self {
            bands: bands.map(RTree::bulk_load),
        }
    }

    /// The features whose boxes touch a box and which may be drawn at a zoom, in ascending order.
    pub(crate) fn touching(&self, zoom: u8, low: Corner, high: Corner) -> Vec<usize> {
        let envelope = AABB::from_corners(low, high);
        let bands = BAND_ENDS.partition_point(|&end| end < zoom) + 1;
        let mut found: Vec<usize> = self
            .bands
            .iter()
            .take(bands)
            .flat_map(|band| band.locate_in_envelope_intersecting(&envelope))
            .map(|row| row.data)
            .collect();
        found.sort_unstable();
        found
    }
}

fn box_around<'a>(spots: impl Iterator<Item = &'a Spot>) -> Rectangle<Corner> {
    let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    for spot in spots {
        for (axis, at) in [f64::from(spot.x), f64::from(spot.y)].into_iter().enumerate() {
            low[axis] = low[axis].min(at);
            high[axis] = high[axis].max(at);
        }
    }
    Rectangle::from_corners(low, high)
}
