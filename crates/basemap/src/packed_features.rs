//! `Features`: everything that can be drawn (`FeatureInfo`: kind, lowest zoom, label, one-way; and its spots), packed
//! into a few long arrays, and the `FeatureBuilder` that fills them.

use crate::kind::Kind;
use crate::mercator::Spot;
use std::collections::HashMap;
use std::ops::Range;

/// The row of the empty label.
pub(crate) const NO_LABEL: u32 = 0;

/// All features. Row `i` of every list is feature `i`, down to its parts and their spots by ranges.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Features {
    pub infos: Vec<FeatureInfo>,
    /// Where the parts of a feature end in `spot_ends`.
    pub part_ends: Vec<usize>,
    /// Where the spots of a part end in `spots`.
    pub spot_ends: Vec<usize>,
    pub spots: Vec<Spot>,
    /// Names and house numbers; the first is empty.
    pub labels: Vec<Box<str>>,
}

/// What a feature is, without its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FeatureInfo {
    pub kind: Kind,
    /// The lowest zoom at which it is drawn.
    pub zoom_min: u8,
    /// Its row in the labels.
    pub label: u32,
    /// Whether traffic goes only along the line.
    pub oneway: bool,
}

impl Features {
    /// The parts of a feature: its one spot, its line, or its outer ring and holes.
    pub(crate) fn parts(&self, feature: usize) -> impl Iterator<Item = &[Spot]> {
        range(&self.part_ends, feature).map(|part| &self.spots[range(&self.spot_ends, part)])
    }

    pub(crate) fn label(&self, info: FeatureInfo) -> Option<&str> {
        (info.label != NO_LABEL).then(|| &*self.labels[info.label as usize])
    }
}

fn range(ends: &[usize], row: usize) -> Range<usize> {
    let begin = row.checked_sub(1).map_or(0, |before| ends[before]);
    begin..ends[row]
}

/// Collects features and keeps each label once.
#[derive(Debug)]
pub(crate) struct FeatureBuilder {
    features: Features,
    rows: HashMap<Box<str>, u32>,
}

impl FeatureBuilder {
    pub(crate) fn new() -> Self {
        let features = Features {
            labels: vec!["".into()],
            ..Features::default()
        };
        Self {
            features,
            rows: HashMap::from([("".into(), NO_LABEL)]),
        }
    }

    pub(crate) fn label(&mut self, text: &str) -> u32 {
        if let Some(&row) = self.rows.get(text) {
            return row;
        }
        // Four billion different names do not fit into any extract; should they, the rest goes without.
        let Ok(row) = u32::try_from(self.features.labels.len()) else {
            return NO_LABEL;
        };
        self.features.labels.push(text.into());
        self.rows.insert(text.into(), row);
        row
    }

    pub(crate) fn push(&mut self, info: FeatureInfo, parts: &[Vec<Spot>]) {
        let features = &mut self.features;
        for part in parts {
            features.spots.extend(part);
            features.spot_ends.push(features.spots.len());
        }
        features.part_ends.push(features.spot_ends.len());
        features.infos.push(info);
    }

    pub(crate) fn finish(self) -> Features {
        self.features
    }
}
