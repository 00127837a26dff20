//! `data_blocks`: where the data blocks (`Block`) of a PBF file lie, found from the block headers without unpacking the
//! data; and whether the file header, which is unpacked, asks for a feature that is not read here.

use crate::fault::{Fault, REWRITE};
use crate::limits::{BLOCK_BYTES_MAX, BLOCKS_MAX, FILE_HEADER_BYTES_MAX, HEADER_BYTES_MAX};
use crate::unpack::unpack;
use crate::wire::{Fields, Value};
use osmpbfreader::osmformat::HeaderBlock;
use protobuf::Message;
use std::io::{Read, Seek, SeekFrom};
use std::sync::atomic::AtomicU8;

/// A block of map data and what is known of it.
#[derive(Debug)]
pub(crate) struct Block {
    /// Where its body begins in the file.
    pub offset: u64,
    /// How long its body is as stored.
    pub length: u32,
    /// Which kinds of elements it holds, once a pass has seen it.
    pub kinds: AtomicU8,
}

/// Finds every data block of a file of `size` bytes and checks its headers.
///
/// # Errors
/// The fault and the place where the faulty block begins.
pub(crate) fn data_blocks(file: &mut (impl Read + Seek), size: u64) -> Result<Vec<Block>, (Fault, u64)> {
    let mut blocks = Vec::new();
    let mut begin = 0;
    while begin < size {
        let (kind, body) = header(file, begin, size).map_err(|fault| (fault, begin))?;
        let length = body.length;
        let end = body.offset + u64::from(length);
        match kind {
            Kind::Header => check_file_header(file, length).map_err(|fault| (fault, begin))?,
            Kind::Data if begin == 0 => {
                let fault = Fault::damaged("map data without a file header before it");
                return Err((fault, begin));
            }
            Kind::Data if blocks.len() == BLOCKS_MAX => {
                return Err((Fault::OverLimit(format!("more than {BLOCKS_MAX} blocks")), begin));
            }
            Kind::Data => {
                blocks.push(body);
                file.seek(SeekFrom::Start(end)).map_err(|error| (error.into(), begin))?;
            }
        }
        begin = end;
    }
    Ok(blocks)
}

enum Kind {
    Header,
    Data,
}

/// Reads the length and the `BlobHeader` that lie at `begin`; the file is then at the block's body.
fn header(file: &mut impl Read, begin: u64, size: u64) -> Result<(Kind, Block), Fault> {
    let mut length = [0; 4];
    file.read_exact(&mut length)?;
    let length = u32::from_be_bytes(length);
    if length > HEADER_BYTES_MAX {
        return Err(Fault::damaged(format!("a block header of {length} bytes")));
    }
    let mut header = vec![0; length as usize];
    file.read_exact(&mut header)?;
    let mut kind = None;
    let mut stored = None;
    for field in Fields::of(&header) {
        match field? {
            (1, Value::Bytes(b"OSMHeader")) => kind = Some(Kind::Header),
            (1, Value::Bytes(b"OSMData")) => kind = Some(Kind::Data),
            (1, Value::Bytes(other)) => {
                // Passing over it could lose a part of the map in silence.
                let what = format!(
                    "a block of the unknown kind {:?}",
                    String::from_utf8_lossy(&other[..other.len().min(40)])
                );
                return Err(Fault::Unsupported { what, mend: REWRITE });
            }
            (3, Value::Number(bytes)) => stored = Some(bytes),
            _ => {}
        }
    }
    let kind = kind.ok_or_else(|| Fault::damaged("a block header that does not tell the block's kind"))?;
    let stored = stored.ok_or_else(|| Fault::damaged("a block header that does not tell the block's size"))?;
    let length = u32::try_from(stored)
        .ok()
        .filter(|&stored| stored as usize <= BLOCK_BYTES_MAX)
        .ok_or_else(|| Fault::damaged(format!("a block of impossible size ({} bytes)", stored.cast_signed())))?;
    let offset = begin + 4 + header.len() as u64;
    if offset + u64::from(length) > size {
        return Err(Fault::damaged("the file ends in the middle of a block"));
    }
    Ok((
        kind,
        Block {
            offset,
            length,
            kinds: AtomicU8::new(0),
        },
    ))
}

/// Reads the file header and refuses what the rest of the reader would misunderstand.
fn check_file_header(file: &mut impl Read, length: u32) -> Result<(), Fault> {
    let mut blob = vec![0; length as usize];
    file.read_exact(&mut blob)?;
    let bytes = unpack(&blob, FILE_HEADER_BYTES_MAX)?;
    let header = HeaderBlock::parse_from_bytes(&bytes)
        .map_err(|error| Fault::damaged(format!("a file header that cannot be understood ({error})")))?;
    for feature in &header.required_features {
        match feature.as_str() {
            "OsmSchema-V0.6" | "DenseNodes" => {}
            "HistoricalInformation" => {
                let what = "a history of the map (with deleted elements), not a map of one moment".to_owned();
                let mend = "cut one moment out with `osmium time-filter in.osh.pbf -o out.osm.pbf`";
                return Err(Fault::Unsupported { what, mend });
            }
            other => {
                let what = format!("a map that needs the unknown feature {other:?}");
                return Err(Fault::Unsupported { what, mend: REWRITE });
            }
        }
    }
    Ok(())
}
