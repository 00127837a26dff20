//! `write_pbf`: writes elements as an `.osm.pbf` file, sorted by kind and id; it is written beside its place and
//! renamed, so that no half of it appears there. The contents of a block are made in `written_block.rs`.

use crate::limits::{BLOCK_BYTES_MAX, WRITTEN_BLOCK_BYTES, WRITTEN_BLOCK_ELEMENTS_MAX};
use crate::written_block::{block, grid};
use crate::{Element, OsmError};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use osmpbfreader::fileformat::{Blob, BlobHeader};
use osmpbfreader::osmformat::{HeaderBBox, HeaderBlock};
use protobuf::{Message, MessageField};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes elements in the order of the format: nodes, ways, relations, each by id. Positions are rounded to 0.1 µ°
/// (1 cm). The same elements give the same bytes.
///
/// The file appears whole or not at all: it is written beside its place and renamed.
///
/// # Errors
/// When the disk refuses, or an element cannot be held by the format: a point off the globe, a text or a list of tags
/// past the reader's [`crate::limits`].
pub fn write_pbf(path: &Path, elements: &[Element]) -> Result<(), OsmError> {
    let part = part_path(path);
    let written = write_part(&part, path, elements).and_then(|()| {
        std::fs::rename(&part, path).map_err(|source| OsmError::Io {
            path: path.to_owned(),
            source,
        })
    });
    if written.is_err() {
        // The fault is told already; what is left over is only litter.
        drop(std::fs::remove_file(&part));
    }
    written
}

/// A name of its own for every writing process, in the same folder because a rename cannot leave the disk.
fn part_path(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

fn write_part(part: &Path, path: &Path, elements: &[Element]) -> Result<(), OsmError> {
    let io = |source| OsmError::Io {
        path: path.to_owned(),
        source,
    };
    let file = File::create(part).map_err(io)?;
    let mut out = BufWriter::new(file);
    write_blob(&mut out, "OSMHeader", &header(elements)).map_err(io)?;
    let mut sorted: Vec<&Element> = elements.iter().collect();
    sorted.sort_by_key(|element| order(element));
    let mut rest = sorted.as_slice();
    while !rest.is_empty() {
        let (chunk, later) = rest.split_at(chunk_length(rest));
        let unwritable = |(element, what)| OsmError::Unwritable {
            path: path.to_owned(),
            element,
            what,
        };
        let block = block(chunk).map_err(unwritable)?;
        if block.compute_size() > BLOCK_BYTES_MAX as u64 {
            let (kind, id) = order(chunk[0]);
            let element = format!("{} {id}", ["node", "way", "relation"][usize::from(kind)]);
            return Err(unwritable((
                element,
                format!("it takes more than {BLOCK_BYTES_MAX} bytes"),
            )));
        }
        write_blob(&mut out, "OSMData", &block).map_err(io)?;
        rest = later;
    }
    let file = out.into_inner().map_err(|error| io(error.into_error()))?;
    file.sync_all().map_err(io)
}

fn header(elements: &[Element]) -> HeaderBlock {
    let mut header = HeaderBlock::new();
    header.required_features = vec!["OsmSchema-V0.6".to_owned(), "DenseNodes".to_owned()];
    header.optional_features = vec!["Sort.Type_then_ID".to_owned()];
    header.set_writingprogram("karavan".to_owned());
    let points = || {
        elements.iter().filter_map(|element| {
            if let Element::Node(node) = element {
                Some(node.point)
            } else {
                None
            }
        })
    };
    let lons = points().map(|point| grid(point.lon) * 100);
    let lats = points().map(|point| grid(point.lat) * 100);
    if let (Some(left), Some(right), Some(bottom), Some(top)) =
        (lons.clone().min(), lons.max(), lats.clone().min(), lats.max())
    {
        let mut bounds = HeaderBBox::new();
        bounds.set_left(left);
        bounds.set_right(right);
        bounds.set_bottom(bottom);
        bounds.set_top(top);
        header.bbox = MessageField::some(bounds);
    }
    header
}

/// Nodes, then ways, then relations; by id.
const fn order(element: &Element) -> (u8, i64) {
    match element {
        Element::Node(node) => (0, node.id),
        Element::Way(way) => (1, way.id),
        Element::Relation(relation) => (2, relation.id),
    }
}

/// How many of the next elements make one block: of one kind, not too many, not too big.
fn chunk_length(rest: &[&Element]) -> usize {
    let kind = order(rest[0]).0;
    let mut bytes = 0;
    let fits = |element: &&&Element| {
        let fits = order(element).0 == kind && bytes < WRITTEN_BLOCK_BYTES;
        bytes += estimated_bytes(element);
        fits
    };
    rest.iter().take(WRITTEN_BLOCK_ELEMENTS_MAX).take_while(fits).count()
}

/// A generous guess: ten bytes are the longest number, and every text is counted as if it were new.
fn estimated_bytes(element: &Element) -> usize {
    let (tags, numbers, roles) = match element {
        Element::Node(node) => (&node.tags, 3, 0),
        Element::Way(way) => (&way.tags, way.nodes.len(), 0),
        Element::Relation(relation) => {
            let roles = relation.members.iter().map(|member| member.role.len()).sum();
            (&relation.tags, 2 * relation.members.len(), roles)
        }
    };
    let texts: usize = tags.iter().map(|(key, value)| key.len() + value.len() + 10).sum();
    texts + roles + 10 * numbers + 20
}

fn write_blob(out: &mut impl Write, kind: &str, contents: &impl Message) -> std::io::Result<()> {
    let contents = contents.write_to_bytes()?;
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
    zlib.write_all(&contents)?;
    let mut blob = Blob::new();
    let too_long = |_| std::io::Error::other("a block of more than 2 GiB");
    blob.set_raw_size(i32::try_from(contents.len()).map_err(too_long)?);
    blob.set_zlib_data(zlib.finish()?);
    let blob = blob.write_to_bytes()?;
    let mut header = BlobHeader::new();
    header.set_type(kind.to_owned());
    header.set_datasize(i32::try_from(blob.len()).map_err(too_long)?);
    let header = header.write_to_bytes()?;
    out.write_all(&u32::try_from(header.len()).map_err(too_long)?.to_be_bytes())?;
    out.write_all(&header)?;
    out.write_all(&blob)
}
