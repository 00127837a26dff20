//! `Street` and `House`: a street with its houses as packed bytes, written (`put`) and read in place.
//!
//! Layout: label, other names, older names, postcode (texts); settlement and districts (numbers, 0 for none); its point
//! and element; its lines; the number of houses and the least of their elements; then each house behind its length,
//! sorted by key. Points are told as steps from the street's own point, elements as steps from the least.

use crate::bytes::packing::{Cursor, put_number, put_signed, put_text};
use crate::gazetteer::{Entrance, HouseDraft, Origin, Spot, StreetDraft};

const IS_BUILDING: u8 = 1;
const IS_KEY: u8 = 2;
const IS_CAPITAL_KEY: u8 = 4;
const HAS_ENTRANCES: u8 = 8;
/// Parts a list of names; no name holds it.
const BETWEEN: char = '\u{1f}';

/// A street, its texts still in the packed bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Street<'a> {
    /// As the map writes it.
    pub label: &'a str,
    others: &'a str,
    former: &'a str,
    /// Of most of its houses; may be empty.
    pub postcode: &'a str,
    /// Index of its settlement.
    pub settlement: Option<u32>,
    districts: &'a [u8],
    /// A point on it.
    pub at: Spot,
    /// Its element.
    pub origin: Origin,
    lines: &'a [u8],
    /// How many houses.
    pub house_count: u32,
    least_origin: i64,
    houses: Cursor<'a>,
}

/// A house of a street.
#[derive(Clone, Copy, Debug)]
pub(crate) struct House<'a> {
    /// Canonical number.
    pub key: &'a str,
    flags: u8,
    label: &'a str,
    /// Its middle.
    pub at: Spot,
    /// Its element.
    pub origin: Origin,
    entrances: Cursor<'a>,
}

fn put_spot(out: &mut Vec<u8>, spot: Spot, from: Spot) {
    put_signed(out, i64::from(spot.lon) - i64::from(from.lon));
    put_signed(out, i64::from(spot.lat) - i64::from(from.lat));
}

fn spot(cursor: &mut Cursor<'_>, from: Spot) -> Option<Spot> {
    let step = |cursor: &mut Cursor<'_>, from: i32| i32::try_from(i64::from(from).checked_add(cursor.signed()?)?).ok();
    let found = Spot {
        lon: step(cursor, from.lon)?,
        lat: step(cursor, from.lat)?,
    };
    found.point().is_valid().then_some(found)
}

fn put_block(out: &mut Vec<u8>, block: &[u8]) {
    put_number(out, block.len() as u64);
    out.extend_from_slice(block);
}

/// Appends a street.
pub(crate) fn put(out: &mut Vec<u8>, street: &StreetDraft) {
    let list = |names: &[String]| names.join(&BETWEEN.to_string());
    put_text(out, &street.label);
    put_text(out, &list(&street.others));
    put_text(out, &list(&street.former));
    put_text(out, &street.postcode);
    put_number(out, street.settlement.map_or(0, |one| u64::from(one) + 1));
    let mut block = Vec::new();
    street
        .districts
        .iter()
        .for_each(|&one| put_number(&mut block, u64::from(one)));
    put_block(out, &block);
    put_spot(out, street.at, Spot::default());
    put_signed(out, street.origin.number());
    block.clear();
    for line in &street.lines {
        put_number(&mut block, line.len() as u64);
        let mut before = street.at;
        for &corner in line {
            put_spot(&mut block, corner, before);
            before = corner;
        }
    }
    put_block(out, &block);
    put_number(out, street.houses.len() as u64);
    let least = street
        .houses
        .iter()
        .map(|house| house.origin.number())
        .min()
        .unwrap_or(0);
    put_signed(out, least);
    for house in &street.houses {
        block.clear();
        put_house(&mut block, house, street.at, least);
        put_block(out, &block);
    }
}

fn put_house(out: &mut Vec<u8>, house: &HouseDraft, from: Spot, least: i64) {
    put_text(out, &house.key);
    let mut flags = if house.is_building { IS_BUILDING } else { 0 };
    if house.label == house.key {
        flags |= IS_KEY;
    } else if house.label == capital(&house.key) {
        flags |= IS_CAPITAL_KEY;
    }
    if !house.entrances.is_empty() {
        flags |= HAS_ENTRANCES;
    }
    out.push(flags);
    if flags & (IS_KEY | IS_CAPITAL_KEY) == 0 {
        put_text(out, &house.label);
    }
    put_spot(out, house.at, from);
    put_signed(out, house.origin.number().wrapping_sub(least));
    for entrance in &house.entrances {
        put_text(out, &entrance.label);
        put_text(out, &entrance.flats);
        out.push(u8::from(entrance.is_main));
        put_spot(out, entrance.at, house.at);
    }
}

/// `12а к1` as most maps write it: `12А к1`.
fn capital(key: &str) -> String {
    let letters_end = key.find(' ').unwrap_or(key.len());
    format!("{}{}", key[..letters_end].to_uppercase(), &key[letters_end..])
}

impl<'a> Street<'a> {
    /// Reads one from the front of its bytes.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut cursor = Cursor(bytes);
        let (label, others, former, postcode) = (cursor.text()?, cursor.text()?, cursor.text()?, cursor.text()?);
        let settlement = cursor.small()?.checked_sub(1);
        let districts = cursor.block()?;
        let at = spot(&mut cursor, Spot::default())?;
        let origin = Origin::of_number(cursor.signed()?);
        let lines = cursor.block()?;
        Some(Self {
            label,
            others,
            former,
            postcode,
            settlement,
            districts,
            at,
            origin,
            lines,
            house_count: cursor.small()?,
            least_origin: cursor.signed()?,
            houses: cursor,
        })
    }

    /// Other names in use today.
    pub(crate) fn others(&self) -> impl Iterator<Item = &'a str> {
        self.others.split(BETWEEN).filter(|name| !name.is_empty())
    }

    /// Names of old.
    pub(crate) fn former(&self) -> impl Iterator<Item = &'a str> {
        self.former.split(BETWEEN).filter(|name| !name.is_empty())
    }

    /// Districts and regions with known borders that it lies in.
    pub(crate) fn districts(&self) -> impl Iterator<Item = u32> + 'a {
        let mut cursor = Cursor(self.districts);
        std::iter::from_fn(move || cursor.small())
    }

    /// Its line, in pieces.
    pub(crate) fn lines(&self) -> Vec<Vec<Spot>> {
        let mut cursor = Cursor(self.lines);
        let mut lines = Vec::new();
        while let Some(count) = cursor.number() {
            let mut before = self.at;
            let corners = (0..count).map_while(|_| {
                before = spot(&mut cursor, before)?;
                Some(before)
            });
            lines.push(corners.collect());
        }
        lines
    }

    /// Its houses by key; stops at bytes that make no sense.
    pub(crate) fn houses(&self) -> impl Iterator<Item = House<'a>> {
        let street = *self;
        self.packed().map_while(move |bytes| street.house(bytes))
    }

    /// Houses whose key satisfies a test; only those are read whole.
    pub(crate) fn houses_where(&self, is_wanted: impl Fn(&[u8]) -> bool) -> impl Iterator<Item = House<'a>> {
        let street = *self;
        let wanted = self
            .packed()
            .filter(move |bytes| Cursor(bytes).block().is_some_and(&is_wanted));
        wanted.map_while(move |bytes| street.house(bytes))
    }

    fn packed(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let mut cursor = self.houses;
        (0..self.house_count).map_while(move |_| cursor.block())
    }

    fn house(&self, bytes: &'a [u8]) -> Option<House<'a>> {
        House::read(bytes, self.at, self.least_origin)
    }
}

impl<'a> House<'a> {
    fn read(bytes: &'a [u8], from: Spot, least: i64) -> Option<Self> {
        let mut cursor = Cursor(bytes);
        let key = cursor.text()?;
        let flags = cursor.byte()?;
        let label = if flags & (IS_KEY | IS_CAPITAL_KEY) == 0 {
            cursor.text()?
        } else {
            key
        };
        let at = spot(&mut cursor, from)?;
        let origin = Origin::of_number(least.wrapping_add(cursor.signed()?));
        Some(Self {
            key,
            flags,
            label,
            at,
            origin,
            entrances: cursor,
        })
    }

    /// A building's outline rather than a lone point.
    pub(crate) const fn is_building(&self) -> bool {
        self.flags & IS_BUILDING != 0
    }

    /// As the map writes it.
    pub(crate) fn label(&self) -> String {
        if self.flags & IS_CAPITAL_KEY == 0 {
            self.label.to_owned()
        } else {
            capital(self.key)
        }
    }

    /// Its doors.
    pub(crate) fn entrances(&self) -> Vec<Entrance> {
        let mut cursor = self.entrances;
        let mut all = Vec::new();
        if self.flags & HAS_ENTRANCES == 0 {
            return all;
        }
        while let Some(entrance) = entrance(&mut cursor, self.at) {
            all.push(entrance);
        }
        all
    }
}

fn entrance(cursor: &mut Cursor<'_>, from: Spot) -> Option<Entrance> {
    Some(Entrance {
        label: cursor.text()?.to_owned(),
        flats: cursor.text()?.to_owned(),
        is_main: cursor.byte()? != 0,
        at: spot(cursor, from)?,
    })
}
