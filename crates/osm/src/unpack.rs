//! `unpack`: the contents of a stored block, raw or zlib, never more than a given number of bytes. Other compressions
//! are refused.

use crate::fault::{Fault, REWRITE};
use crate::wire::{Fields, Value};
use std::borrow::Cow;
use std::io::Read;

/// The contents of a `Blob` message.
///
/// # Errors
/// Another compression, a wrong size, a damaged zlib stream, or more than `max` bytes.
pub(crate) fn unpack(blob: &[u8], max: usize) -> Result<Cow<'_, [u8]>, Fault> {
    let mut body = None;
    let mut declared = None;
    for field in Fields::of(blob) {
        match field? {
            (2, Value::Number(size)) => declared = Some(size),
            (1 | 3..=7, Value::Bytes(_)) if body.is_some() => return Err(Fault::damaged("a block with two bodies")),
            (number @ (1 | 3..=7), Value::Bytes(bytes)) => body = Some((number, bytes)),
            _ => {}
        }
    }
    match body {
        None => Err(Fault::damaged("a block without a body")),
        Some((1, raw)) if raw.len() > max => Err(too_long(max)),
        Some((1, raw)) => Ok(Cow::Borrowed(raw)),
        Some((3, zlib)) => inflate(zlib, declared, max).map(Cow::Owned),
        Some((number, _)) => {
            let name = ["lzma", "bzip2", "lz4", "zstd"][number as usize - 4];
            let what = format!("a block compressed with {name}, while raw and zlib are read");
            Err(Fault::Unsupported { what, mend: REWRITE })
        }
    }
}

fn inflate(zlib: &[u8], declared: Option<u64>, max: usize) -> Result<Vec<u8>, Fault> {
    let declared = declared.ok_or_else(|| Fault::damaged("a compressed block that does not tell its size"))?;
    let size = usize::try_from(declared)
        .ok()
        .filter(|&size| size <= max)
        .ok_or_else(|| too_long(max))?;
    let mut bytes = Vec::with_capacity(size);
    // One byte more than promised is enough to know that the promise was false; a bomb gets no further. The stream's
    // checksum is looked at when its end is read.
    flate2::read::ZlibDecoder::new(zlib)
        .take(declared + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Fault::damaged(format!("a compressed block that does not unpack ({error})")))?;
    if bytes.len() == size {
        Ok(bytes)
    } else {
        Err(Fault::damaged(format!(
            "a block that promises {size} bytes and unpacks to another size"
        )))
    }
}

fn too_long(max: usize) -> Fault {
    Fault::OverLimit(format!("a block of more than {max} bytes"))
}
