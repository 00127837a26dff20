//! `Feature`: a house, street, settlement or named place that an address may mean, with its label, parts of its
//! address, tag, bounds and opening hours. Read from the index when asked for.

use crate::bytes::street_record::{House, Street};
use crate::gazetteer::{Origin, Poi, Rank, Settlement, Spot};
use crate::index::AddressIndex;
use karavan_model::{Place, Point, Precision};

/// A house, a street, a settlement or a named place. It borrows from the index; making one is cheap.
#[derive(Clone, Debug)]
pub struct Feature<'a> {
    /// Where it is.
    pub point: Point,
    /// How exact the point is.
    pub precision: Precision,
    /// 0 to 1: the share of such answers that are right.
    pub confidence: f64,
    pub(crate) what: What<'a>,
    /// In a list the settlement tells two apart.
    pub(crate) tells_settlement: bool,
    index: &'a AddressIndex,
}

/// What it is.
#[derive(Clone, Debug)]
pub(crate) enum What<'a> {
    /// A house.
    House(Street<'a>, House<'a>),
    /// A house that the map lacks, by its number.
    Between(Street<'a>, String),
    /// A street.
    Street(Street<'a>),
    /// A settlement or district.
    Settlement(&'a Settlement),
    /// A pharmacy, a shop, a polyclinic.
    Poi(&'a Poi),
}

impl<'a> Feature<'a> {
    /// A house at a point of it.
    pub(crate) fn house(index: &'a AddressIndex, street: Street<'a>, house: House<'a>, at: (Point, Precision)) -> Self {
        Self::of(index, What::House(street, house), at.0, at.1)
    }

    pub(crate) fn street(index: &'a AddressIndex, street: Street<'a>) -> Self {
        let mut feature = Self::of(index, What::Street(street), street.at.point(), Precision::Street);
        feature.tells_settlement = true;
        feature
    }

    pub(crate) fn settlement(index: &'a AddressIndex, settlement: &'a Settlement) -> Self {
        Self::of(
            index,
            What::Settlement(settlement),
            settlement.at.point(),
            Precision::Locality,
        )
    }

    pub(crate) fn poi(index: &'a AddressIndex, poi: &'a Poi) -> Self {
        let mut feature = Self::of(index, What::Poi(poi), poi.at.point(), Precision::House);
        feature.tells_settlement = true;
        feature
    }

    pub(crate) const fn of(index: &'a AddressIndex, what: What<'a>, point: Point, precision: Precision) -> Self {
        Self {
            point,
            precision,
            confidence: 1.0,
            what,
            tells_settlement: false,
            index,
        }
    }

    pub(crate) const fn with_confidence(mut self, confidence: f64) -> Self {
        self.confidence = confidence;
        self
    }

    pub(crate) const fn with_settlement_in_label(mut self) -> Self {
        self.tells_settlement = true;
        self
    }

    /// As people call it, e.g. `улица Гончарова, 12 к1`.
    #[must_use]
    pub fn label(&self) -> String {
        let label = match &self.what {
            What::House(street, house) => format!("{}, {}", street.label, house.label()),
            What::Between(street, number) => format!("{}, {number}", street.label),
            What::Street(street) => street.label.to_owned(),
            What::Settlement(settlement) => settlement.names[0].clone(),
            What::Poi(poi) if poi.address.is_empty() => poi.name.clone(),
            What::Poi(poi) => format!("{}, {}", poi.name, poi.address),
        };
        match self.city().filter(|_| self.tells_settlement) {
            Some(city) => match self.county().filter(|_| !self.is_in_city()) {
                Some(region) => format!("{label} ({city}, {region})"),
                None => format!("{label} ({city})"),
            },
            None => label,
        }
    }

    /// Its own name: of the street, the settlement, the named place; a house has none.
    #[must_use]
    pub fn name(&self) -> Option<&'a str> {
        match &self.what {
            What::House(..) | What::Between(..) => None,
            What::Street(street) => Some(street.label),
            What::Settlement(settlement) => Some(&settlement.names[0]),
            What::Poi(poi) => Some(&poi.name),
        }
    }

    /// Other names: in use, and of old.
    #[must_use]
    pub fn other_names(&self) -> Vec<&'a str> {
        match &self.what {
            What::Street(street) => street.others().chain(street.former()).collect(),
            What::Settlement(settlement) => settlement.names[1..].iter().map(String::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// The street it stands on.
    #[must_use]
    pub fn street_name(&self) -> Option<&'a str> {
        match &self.what {
            What::House(street, _) | What::Between(street, _) | What::Street(street) => Some(street.label),
            What::Poi(poi) => poi.address.rsplit_once(", ").map(|(street, _)| street),
            What::Settlement(_) => None,
        }
    }

    /// Its number.
    #[must_use]
    pub fn house_number(&self) -> Option<String> {
        match &self.what {
            What::House(_, house) => Some(house.label()),
            What::Between(_, number) => Some(number.clone()),
            What::Poi(poi) => poi.address.rsplit_once(", ").map(|(_, house)| house.to_owned()),
            What::Street(_) | What::Settlement(_) => None,
        }
    }

    /// The town or village it belongs to.
    #[must_use]
    pub fn city(&self) -> Option<&'a str> {
        let settlement = match &self.what {
            What::Poi(poi) => poi.settlement,
            _ => self.road().and_then(|street| street.settlement),
        };
        self.index.book.settlement_name(settlement)
    }

    /// A city's name tells enough; villages share theirs.
    fn is_in_city(&self) -> bool {
        let settlement = self.road().and_then(|street| street.settlement);
        let settlement = settlement.and_then(|ix| self.index.book.settlement(ix));
        settlement.is_some_and(|one| one.rank == Rank::City)
    }

    const fn road(&self) -> Option<&Street<'a>> {
        match &self.what {
            What::House(street, _) | What::Between(street, _) | What::Street(street) => Some(street),
            What::Poi(_) | What::Settlement(_) => None,
        }
    }

    /// The district of the town, when its borders are known.
    #[must_use]
    pub fn district(&self) -> Option<&'a str> {
        self.areas(Rank::District).next()
    }

    /// The smallest region around it whose borders are known: сельское поселение, район.
    #[must_use]
    pub fn county(&self) -> Option<&'a str> {
        self.areas(Rank::Region).next()
    }

    /// The municipality it lies in, as far as the map tells: a city, else the smallest region around it whose borders
    /// are known, else its town or village.
    #[must_use]
    pub fn municipality(&self) -> Option<&'a str> {
        let city = self.city().filter(|_| self.is_in_city());
        city.or_else(|| self.county()).or_else(|| self.city())
    }

    /// The largest of several regions around it: область.
    #[must_use]
    pub fn state(&self) -> Option<&'a str> {
        self.areas(Rank::Region).skip(1).last()
    }

    fn areas(&self, rank: Rank) -> impl Iterator<Item = &'a str> {
        let book = &self.index.book;
        let around = self.road().map(Street::districts).into_iter().flatten();
        let named = around.filter_map(move |ix| book.settlement(ix).filter(|one| one.rank == rank));
        named.filter_map(|one| one.names.first()).map(String::as_str)
    }

    /// The postcode of most houses of its street.
    #[must_use]
    pub fn postcode(&self) -> Option<&'a str> {
        match &self.what {
            What::House(street, _) | What::Between(street, _) => Some(street.postcode),
            _ => None,
        }
        .filter(|code| !code.is_empty())
    }

    /// When it is open, in the map's notation.
    #[must_use]
    pub fn opening_hours(&self) -> Option<&'a str> {
        match &self.what {
            What::Poi(poi) if !poi.opening_hours.is_empty() => Some(&poi.opening_hours),
            _ => None,
        }
    }

    /// The map's element; a house between two others has none, nor has a settlement.
    #[must_use]
    pub fn origin(&self) -> Option<Origin> {
        match &self.what {
            What::House(_, house) => Some(house.origin),
            What::Street(street) => Some(street.origin),
            What::Poi(poi) => Some(Origin::of_number(poi.origin)),
            What::Between(..) | What::Settlement(_) => None,
        }
    }

    /// The map's tag that says what it is, as key and value: `building=yes`, `highway=residential`, `place=village`.
    #[must_use]
    pub fn tag(&self) -> (&'a str, &'a str) {
        match &self.what {
            What::House(_, house) if house.is_building() => ("building", "yes"),
            What::House(..) | What::Between(..) => ("place", "house"),
            What::Street(_) => ("highway", "residential"),
            What::Settlement(settlement) => ("place", settlement.rank.word()),
            What::Poi(poi) => (&poi.key, &poi.value),
        }
    }

    /// What all of it lies within, as south-west and north-east corners.
    #[must_use]
    pub fn bounds(&self) -> (Point, Point) {
        match &self.what {
            What::Street(street) => {
                let lines = street.lines();
                around(lines.iter().flatten().copied().chain([street.at]), 0.0)
            }
            What::Settlement(settlement) => around([settlement.at].into_iter(), settlement.rank.reach_meters() / 2.0),
            _ => around(Spot::of(self.point).into_iter(), 25.0),
        }
    }

    /// As a place of a request.
    #[must_use]
    pub fn place(&self) -> Place {
        Place {
            point: self.point,
            label: self.label(),
            precision: self.precision,
            confidence: self.confidence,
            by_hand: false,
        }
    }
}

fn around(spots: impl Iterator<Item = Spot>, margin_meters: f64) -> (Point, Point) {
    let margin_lat = margin_meters / 111_195.0;
    let mut low = Point { lon: 180.0, lat: 90.0 };
    let mut high = Point {
        lon: -180.0,
        lat: -90.0,
    };
    for point in spots.map(Spot::point) {
        let margin_lon = margin_lat / point.lat.to_radians().cos().max(0.01);
        low.lon = low.lon.min(point.lon - margin_lon);
        low.lat = low.lat.min(point.lat - margin_lat);
        high.lon = high.lon.max(point.lon + margin_lon);
        high.lat = high.lat.max(point.lat + margin_lat);
    }
    (low, high)
}
