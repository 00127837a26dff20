//! `AddressIndex`: built from an extract, or opened over stored bytes; counts its houses and streets. Its questions
//! (`find`, `suggest`, `reverse`) are in `ask/`.

use crate::ask::poi_names::PoiNames;
use crate::ask::settlement_names::SettlementNames;
use crate::build::arrange;
use crate::build::harvest::Harvest;
use crate::bytes::gazetteer_bytes::GazetteerBytes;
use crate::bytes::pack;
use crate::bytes::shared_bytes::SharedBytes;
use crate::bytes::spellings::Spellings;
use crate::error::GeocodeError;
use karavan_osm::Extract;

/// Streets, houses and settlements of a map, ready to be searched. Sharing it between threads is free.
#[derive(Debug)]
pub struct AddressIndex {
    pub(crate) book: GazetteerBytes,
    pub(crate) settlement_names: SettlementNames,
    pub(crate) poi_names: PoiNames,
}

impl AddressIndex {
    /// Gathers addresses from nodes, outlines and groups of an extract, named streets, settlements and named places.
    ///
    /// # Errors
    /// When the extract cannot be read, or holds more than an index can.
    pub fn build(extract: &Extract) -> Result<Self, GeocodeError> {
        let bytes = pack::pack(&arrange::gazetteer(&Harvest::of(extract)?))?;
        Self::over(SharedBytes::of(bytes))
    }

    /// The index as bytes. The file around them has the magic and the checksum.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.book.bytes()
    }

    /// The index over bytes that stay where they are, such as a section of a file. Nothing is copied but settlements
    /// and named places, which are few.
    ///
    /// # Errors
    /// When the bytes are not what [`Self::bytes`] gave. A record that makes no sense is taken for absent.
    pub fn over(bytes: SharedBytes) -> Result<Self, GeocodeError> {
        let book = GazetteerBytes::open(bytes)?;
        Ok(Self {
            settlement_names: SettlementNames::of(&book.settlements),
            poi_names: PoiNames::of(&book.pois),
            book,
        })
    }

    pub(crate) const fn spellings(&self) -> Spellings<'_> {
        Spellings(&self.book)
    }

    /// How many houses are known; one with two numbers counts twice.
    #[must_use]
    pub fn house_count(&self) -> usize {
        self.book.streets().map(|(_, street)| street.house_count as usize).sum()
    }

    /// How many ways of writing streets are known.
    #[must_use]
    pub fn street_count(&self) -> usize {
        self.book.street_count() as usize
    }
}
