//! `AddressIndex::find`, `look` and `locate`: where an address is; they differ in what they tell besides the place.
//! The search itself is in `search.rs`.

use crate::answer::{Answer, ParsedAnswer};
use crate::ask::feature::Feature;
use crate::ask::search;
use crate::ask::step_budget::Efforts;
use crate::index::AddressIndex;

impl AddressIndex {
    /// Looks for an address as people write it. It takes some tenths of a millisecond, and is bounded for any text.
    ///
    /// ```
    /// use karavan_geocode::{AddressIndex, Answer};
    /// use karavan_model::Point;
    /// use karavan_osm::{Element, Extract, Node};
    ///
    /// let node = |id, lat, tags: &[(&str, &str)]| {
    ///     let tags = tags.iter().copied().collect();
    ///     Element::Node(Node { id, point: Point { lon: 48.4, lat }, tags })
    /// };
    /// let house = |id, lat, number| node(id, lat, &[("addr:street", "Садовая улица"), ("addr:housenumber", number)]);
    /// let village = node(1, 54.3, &[("place", "village"), ("name", "Лесное")]);
    /// let map = Extract::from_elements(vec![village, house(2, 54.301, "5"), house(3, 54.302, "7")]);
    ///
    /// let index = AddressIndex::build(&map)?;
    /// let Answer::Found(place) = index.find("с. Лесное, ул. Садовая, д. 5, кв. 12") else {
    ///     panic!("the house is on the map");
    /// };
    /// assert_eq!(place.point.lat, 54.301);
    /// assert!(matches!(index.find("Садовая, 90"), Answer::NotFound { .. }));
    /// # Ok::<(), karavan_geocode::GeocodeError>(())
    /// ```
    #[must_use]
    pub fn find(&self, text: &str) -> Answer {
        self.locate(text).answer
    }

    /// Looks for an address; the answer tells all that the map says of each place.
    #[must_use]
    pub fn look(&self, text: &str) -> Answer<Feature<'_>> {
        search::look(self, text, &Efforts::asked()).answer
    }

    /// Looks for an address and takes it apart the way the map understood it: a flat after a dash is known only here.
    #[must_use]
    pub fn locate(&self, text: &str) -> ParsedAnswer {
        search::locate(self, text)
    }
}
