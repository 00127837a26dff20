//! `pack`: packs a gazetteer into the bytes that [`GazetteerBytes`](super::gazetteer_bytes::GazetteerBytes) reads; an
//! index too big for its tables is refused.

use crate::bytes::gazetteer_bytes::TABLES;
use crate::bytes::spellings_table::Spelt;
use crate::bytes::{grid, street_record};
use crate::error::GeocodeError;
use crate::gazetteer::Gazetteer;

/// Packs a gazetteer.
pub(crate) fn pack(gazetteer: &Gazetteer) -> Result<Vec<u8>, GeocodeError> {
    let mut streets = Vec::new();
    let mut street_ends = Vec::with_capacity(4 * gazetteer.streets.len());
    for street in &gazetteer.streets {
        street_record::put(&mut streets, street);
        let end = u32::try_from(streets.len()).map_err(|_| too_big("streets"))?;
        street_ends.extend_from_slice(&end.to_le_bytes());
    }
    let spelt = Spelt::of(&gazetteer.streets).ok_or_else(|| too_big("spellings"))?;
    let unpacked = |error: postcard::Error| GeocodeError::Damaged {
        what: format!("the index cannot be written: {error}"),
    };
    let tables: [Vec<u8>; TABLES] = [
        postcard::to_stdvec(&gazetteer.settlements).map_err(unpacked)?,
        postcard::to_stdvec(&gazetteer.pois).map_err(unpacked)?,
        street_ends,
        streets,
        spelt.text_ends,
        spelt.texts,
        spelt.posting_ends,
        spelt.postings,
        spelt.sketch_ends,
        spelt.sketches,
        grid::grid(&gazetteer.streets),
    ];
    let mut bytes = Vec::with_capacity(tables.iter().map(|table| table.len() + 8).sum());
    for table in &tables {
        bytes.extend_from_slice(&(table.len() as u64).to_le_bytes());
    }
    tables.iter().for_each(|table| bytes.extend_from_slice(table));
    Ok(bytes)
}

const fn too_big(what: &'static str) -> GeocodeError {
    GeocodeError::TooBig { what }
}
