//! `GazetteerBytes`: the stored gazetteer as one block of bytes in eleven tables (`Table`). Their extents are checked
//! when it is opened, a record when it is read. It is written by `pack.rs`.
//!
//! Layout, little-endian: a `u64` length for each table, then the tables. Settlements and named places are small and
//! are unpacked when the index is opened; streets, spellings and the grid are read in place.

use crate::bytes::packing::{between, record};
use crate::bytes::shared_bytes::SharedBytes;
use crate::bytes::street_record::Street;
use crate::error::GeocodeError;
use crate::gazetteer::{Poi, Settlement};

/// The tables, in the order they are written in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Table {
    /// Towns, villages, districts.
    Settlements,
    /// Pharmacies, shops, polyclinics.
    Pois,
    /// Where each street ends.
    StreetEnds,
    /// Streets with their houses.
    Streets,
    /// Where each spelling ends.
    SpellingEnds,
    /// Spellings, sorted.
    Spellings,
    /// Where the postings of each spelling end.
    PostingEnds,
    /// Posting lists: which streets a spelling belongs to.
    Postings,
    /// Where the sketches of each length end.
    SketchEnds,
    /// Sketches of spellings, by length.
    Sketches,
    /// Cells of the map with the streets that have houses in them.
    Grid,
}

/// How many tables there are.
pub(super) const TABLES: usize = 11;

/// The tables of an index.
#[derive(Debug)]
pub(crate) struct GazetteerBytes {
    bytes: SharedBytes,
    tables: [std::ops::Range<usize>; TABLES],
    /// Towns, villages, districts.
    pub settlements: Vec<Settlement>,
    /// Pharmacies, shops, polyclinics.
    pub pois: Vec<Poi>,
}

impl GazetteerBytes {
    /// Opens bytes that may come from anywhere. Tables must lie inside and fit each other; records are checked as they
    /// are read, and what makes no sense is not there.
    pub(crate) fn open(bytes: SharedBytes) -> Result<Self, GeocodeError> {
        let damaged = |what: &str| GeocodeError::Damaged { what: what.to_owned() };
        let all: &[u8] = bytes.as_ref();
        let mut tables: [std::ops::Range<usize>; TABLES] = Default::default();
        let mut at = 8 * TABLES;
        for (ix, table) in tables.iter_mut().enumerate() {
            let length = record::<8>(all, ix).and_then(|length| usize::try_from(u64::from_le_bytes(*length)).ok());
            let end = length.and_then(|length| at.checked_add(length));
            let end = end.filter(|&end| end <= all.len());
            *table = at..end.ok_or_else(|| damaged("it is cut short"))?;
            at = table.end;
        }
        if at != all.len() {
            return Err(damaged("it has bytes too many at its end"));
        }
        let settlements: Vec<Settlement> = unpacked(&all[tables[Table::Settlements as usize].clone()])?;
        let pois: Vec<Poi> = unpacked(&all[tables[Table::Pois as usize].clone()])?;
        if settlements
            .iter()
            .any(|one| one.names.is_empty() || !one.at.point().is_valid())
        {
            return Err(damaged("a settlement has no name or place"));
        }
        if pois.iter().any(|one| !one.at.point().is_valid()) {
            return Err(damaged("a named place lies nowhere"));
        }
        Ok(Self {
            bytes,
            tables,
            settlements,
            pois,
        })
    }

    /// All of it, as [`Self::open`] takes it.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.bytes.as_ref()
    }

    /// One table.
    pub(crate) fn table(&self, table: Table) -> &[u8] {
        let at = self.tables[table as usize].clone();
        self.bytes().get(at).unwrap_or_default()
    }

    /// How many streets there are.
    pub(crate) fn street_count(&self) -> u32 {
        u32::try_from(self.table(Table::StreetEnds).len() / 4).unwrap_or(u32::MAX)
    }

    /// A street; `None` when its bytes are damaged.
    pub(crate) fn street(&self, ix: u32) -> Option<Street<'_>> {
        let at = between(self.table(Table::StreetEnds), ix as usize)?;
        let street = Street::read(self.table(Table::Streets).get(at)?)?;
        let is_known = |ix: u32| (ix as usize) < self.settlements.len();
        (street.settlement.is_none_or(is_known) && street.districts().all(is_known)).then_some(street)
    }

    /// All streets that are sound.
    pub(crate) fn streets(&self) -> impl Iterator<Item = (u32, Street<'_>)> {
        (0..self.street_count()).filter_map(|ix| Some((ix, self.street(ix)?)))
    }

    /// A settlement.
    pub(crate) fn settlement(&self, ix: u32) -> Option<&Settlement> {
        self.settlements.get(ix as usize)
    }

    /// The first name of a settlement.
    pub(crate) fn settlement_name(&self, ix: Option<u32>) -> Option<&str> {
        Some(&self.settlement(ix?)?.names[0])
    }
}

fn unpacked<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, GeocodeError> {
    let damaged = |what: String| GeocodeError::Damaged { what };
    let (value, rest) = postcard::take_from_bytes(bytes).map_err(|error| damaged(error.to_string()))?;
    if rest.is_empty() {
        Ok(value)
    } else {
        Err(damaged(format!("{} bytes too many in a table", rest.len())))
    }
}
