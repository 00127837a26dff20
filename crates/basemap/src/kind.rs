//! `Kind`, `Layer` and `Shape`: what can be drawn, and for each kind its layer, class and lowest zoom; for each layer
//! its shape and least area. This is the contract with the screens' style. From tags to kinds is the work of
//! `classify.rs`.

use serde::{Deserialize, Serialize};

/// The highest zoom with tiles of its own; clients magnify these for closer looks.
pub const ZOOM_MAX: u8 = 16;

/// A kind of thing on the map. New kinds go to the end: the order is part of the saved form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum Kind {
    Residential,
    Industrial,
    Grass,
    Park,
    Wood,
    Cemetery,
    Water,
    River,
    Stream,
    Building,
    HouseNumber,
    Path,
    Service,
    Minor,
    Tertiary,
    Secondary,
    Primary,
    Trunk,
    Motorway,
    Rail,
    City,
    Town,
    Village,
    Suburb,
}

/// A layer of a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Layer {
    Landuse,
    Water,
    Waterway,
    Building,
    HouseNumber,
    Road,
    Place,
}

/// What a kind is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Area,
    Line,
    Point,
}

impl Layer {
    /// In the order they are written into a tile.
    pub(crate) const ALL: [Self; 7] = [
        Self::Landuse,
        Self::Water,
        Self::Waterway,
        Self::Building,
        Self::HouseNumber,
        Self::Road,
        Self::Place,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Landuse => "landuse",
            Self::Water => "water",
            Self::Waterway => "waterway",
            Self::Building => "building",
            Self::HouseNumber => "housenumber",
            Self::Road => "road",
            Self::Place => "place",
        }
    }

    /// Under which key a feature's label goes.
    pub(crate) const fn label_key(self) -> &'static str {
        match self {
            Self::HouseNumber => "housenumber",
            _ => "name",
        }
    }

    pub(crate) const fn shape(self) -> Shape {
        match self {
            Self::Landuse | Self::Water | Self::Building => Shape::Area,
            Self::Waterway | Self::Road => Shape::Line,
            Self::HouseNumber | Self::Place => Shape::Point,
        }
    }

    /// Areas smaller than this are not drawn, in square pixels of a 512-pixel tile.
    pub(crate) const fn area_min_pixels(self) -> f64 {
        match self {
            Self::Landuse => 16.0,
            Self::Water => 4.0,
            _ => 1.0,
        }
    }
}

impl Kind {
    pub(crate) const fn layer(self) -> Layer {
        match self {
            Self::Residential | Self::Industrial | Self::Grass | Self::Park | Self::Wood | Self::Cemetery => {
                Layer::Landuse
            }
            Self::Water => Layer::Water,
            Self::River | Self::Stream => Layer::Waterway,
            Self::Building => Layer::Building,
            Self::HouseNumber => Layer::HouseNumber,
            Self::City | Self::Town | Self::Village | Self::Suburb => Layer::Place,
            _ => Layer::Road,
        }
    }

    /// The property `class`, in layers of several kinds.
    pub(crate) const fn class(self) -> Option<&'static str> {
        Some(match self {
            Self::Water | Self::Building | Self::HouseNumber => return None,
            Self::Residential => "residential",
            Self::Industrial => "industrial",
            Self::Grass => "grass",
            Self::Park => "park",
            Self::Wood => "wood",
            Self::Cemetery => "cemetery",
            Self::River => "river",
            Self::Stream => "stream",
            Self::Path => "path",
            Self::Service => "service",
            Self::Minor => "minor",
            Self::Tertiary => "tertiary",
            Self::Secondary => "secondary",
            Self::Primary => "primary",
            Self::Trunk => "trunk",
            Self::Motorway => "motorway",
            Self::Rail => "rail",
            Self::City => "city",
            Self::Town => "town",
            Self::Village => "village",
            Self::Suburb => "suburb",
        })
    }

    /// The lowest zoom at which it is drawn, whatever its size.
    pub(crate) const fn zoom_min(self) -> u8 {
        match self {
            Self::Water | Self::City => 3,
            Self::Motorway | Self::Trunk => 5,
            Self::Wood => 7,
            Self::Primary | Self::River | Self::Town | Self::Residential => 8,
            Self::Secondary => 9,
            Self::Tertiary | Self::Rail | Self::Village | Self::Park | Self::Industrial | Self::Grass => 10,
            Self::Suburb | Self::Cemetery => 11,
            Self::Minor => 12,
            Self::Stream => 13,
            Self::Service | Self::Path | Self::Building => 14,
            Self::HouseNumber => 16,
        }
    }
}
