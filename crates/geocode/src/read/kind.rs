//! `KindSet`: the kinds of streets (улица, проспект, микрорайон…) as a set of bits, with the table of how people
//! shorten them in Russian and the languages of the neighbours.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A set of kinds of thoroughfares and quarters. `пр.` is two kinds at once, an untyped street is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindSet(u16);

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $bit:literal, $word:literal: [$($short:literal),*];)*) => {
        impl KindSet {
            $($(#[$doc])* pub const $name: Self = Self(1 << $bit);)*
        }

        /// Each kind with its own word and the ways people shorten it; `-` stands for any dash or slash.
        const TABLE: &[(KindSet, &str, &[&str])] = &[$((KindSet::$name, $word, &[$($short),*]),)*];
    };
}

kinds! {
    /// Street, улица.
    STREET = 0, "улица": [
        "ул", "улиц", "улицы", "улице", "ул-ца", "str", "street", "ul", "ulitsa", "кошеси", "коше", "кош", "к-си",
        "вул", "вулиця", "вулици", "вулица", "вулицы", "вул-ця", "урамы", "кочосу", "кучаси"
    ];
    /// Avenue, проспект.
    AVENUE = 1, "проспект": [
        "пр-т", "пр-кт", "просп", "прс", "прт", "пр-пект", "прос", "прсп", "п-т", "ave", "avenue", "prospekt",
        "дангылы", "дангыл", "д-лы", "праспект"
    ];
    /// Lane, переулок.
    LANE = 2, "переулок": ["пер", "пер-к", "переул", "п-к", "пров", "провулок", "пров-к", "завулак", "зав-к"];
    /// Drive, проезд.
    DRIVE = 3, "проезд": ["пр-д", "пр-зд", "прд", "проез", "произд", "праезд", "откели"];
    /// Boulevard, бульвар.
    BOULEVARD = 4, "бульвар": ["б-р", "бул", "бульв", "бр", "б-вар", "бульвары"];
    /// Embankment, набережная.
    EMBANKMENT = 5, "набережная": ["наб", "н-ная", "набережна", "набярэжная", "жагалауы"];
    /// Square, площадь.
    SQUARE = 6, "площадь": ["пл", "пл-дь", "площ", "площа", "плошча", "майдан", "аланы"];
    /// Highway, шоссе.
    HIGHWAY = 7, "шоссе": ["ш", "ш-се", "шосе", "шаша"];
    /// Dead end, тупик.
    DEAD_END = 8, "тупик": ["туп", "туйык", "туйыгы"];
    /// Alley, аллея.
    ALLEY = 9, "аллея": ["ал", "алл", "алея", "аллеясы"];
    /// Old main road, тракт.
    TRACT = 10, "тракт": ["тр-т"];
    /// Microdistrict, микрорайон: houses numbered without streets.
    MICRODISTRICT = 11, "микрорайон": [
        "мкр", "мкрн", "мкр-н", "мкн", "м-н", "м-р", "мк-н", "м-он", "мк-он", "микр", "микрор", "мкрайон", "мик-он",
        "микрорайоне", "м-рн", "ыкшамаудан", "ыкшамауданы", "ш-а", "микрараен"
    ];
    /// Quarter, квартал: houses numbered without streets.
    QUARTER = 12, "квартал": ["кв-л", "кварт", "кв-ал"];
    /// Территория, садовое товарищество.
    GARDEN = 13, "территория": [
        "тер", "снт", "днт", "днп", "с-т", "садоводство", "дск", "гск", "сдт", "снп", "дп", "дпк", "тсн", "онт",
        "спк", "сонт", "сот", "кп"
    ];
    /// Жилой комплекс, жилмассив.
    ESTATE = 14, "жилмассив": ["жк", "ж-к", "ж-м", "ж-р", "жилкомплекс", "жилрайон", "массив", "м-в"];
}

/// The kind of each word of the table.
static WORDS: LazyLock<HashMap<&str, KindSet>> = LazyLock::new(|| {
    let each = TABLE.iter().flat_map(|&(kind, full, shorts)| {
        let words = shorts.iter().copied().chain([full]);
        words.map(move |word| (word, kind))
    });
    each.collect()
});

impl KindSet {
    /// No kind.
    pub const NONE: Self = Self(0);
    /// `пр.`: an avenue or a drive, the writer knows which.
    pub const AVENUE_OR_DRIVE: Self = Self(Self::AVENUE.0 | Self::DRIVE.0);
    /// Kinds that maps and people mix up.
    pub(crate) const MAIN: Self = Self(Self::STREET.0 | Self::AVENUE.0 | Self::BOULEVARD.0);
    const AREAS: Self = Self(Self::MICRODISTRICT.0 | Self::QUARTER.0 | Self::GARDEN.0 | Self::ESTATE.0);

    /// As bits, for the index.
    pub(crate) const fn bits(self) -> u16 {
        self.0
    }

    /// From bits of the index.
    pub(crate) const fn of_bits(bits: u16) -> Self {
        Self(bits)
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// All kinds of both.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether they have a kind in common.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether every kind is an area (a microdistrict, a quarter) and not a thoroughfare.
    #[must_use]
    pub const fn is_area(self) -> bool {
        !self.is_empty() && self.0 & !Self::AREAS.0 == 0
    }

    /// The kind of a folded word or compound (`улица`, `пр-т`), when it is one.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        if word == "пр" {
            return Some(Self::AVENUE_OR_DRIVE);
        }
        WORDS.get(word).copied()
    }

    /// The kind of a full word with one slip in it (`улциа`, `микрорайн`).
    #[must_use]
    pub fn of_misspelt(word: &str) -> Option<Self> {
        let is_near = |full: &str| full.chars().count() >= 5 && crate::read::edit_distance::is_one_slip(full, word);
        TABLE
            .iter()
            .find(|(_, full, _)| is_near(full))
            .map(|&(kind, _, _)| kind)
    }

    /// Whether a word is the full word of the kind and no short form.
    pub(crate) fn is_full_word(self, word: &str) -> bool {
        TABLE.iter().any(|(kind, full, _)| *kind == self && *full == word)
    }

    /// The full Russian word of a single kind other than улица: a street may be called just Набережная.
    pub(crate) fn own_name(self) -> Option<&'static str> {
        TABLE[1..]
            .iter()
            .find(|(kind, _, _)| *kind == self)
            .map(|(_, full, _)| *full)
    }
}

#[cfg(test)]
mod tests {
    use super::{KindSet, TABLE};

    #[test]
    fn an_ambiguous_short_form_means_both() {
        assert_eq!(KindSet::of("пр"), Some(KindSet::AVENUE_OR_DRIVE));
        assert!(KindSet::AVENUE_OR_DRIVE.meets(KindSet::DRIVE));
        assert_eq!(KindSet::of("пр-д"), Some(KindSet::DRIVE));
        assert_eq!(KindSet::of("мкн"), Some(KindSet::MICRODISTRICT));
        assert_eq!(KindSet::of("абая"), None);
    }

    #[test]
    fn no_word_means_two_kinds() {
        let mut words: Vec<&str> = TABLE
            .iter()
            .flat_map(|(_, full, shorts)| shorts.iter().chain([full]).copied())
            .collect();
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count);
    }

    #[test]
    fn one_slip_in_a_full_word_is_still_the_kind() {
        assert_eq!(KindSet::of_misspelt("улциа"), Some(KindSet::STREET));
        assert_eq!(KindSet::of_misspelt("микрорайн"), Some(KindSet::MICRODISTRICT));
        assert_eq!(KindSet::of_misspelt("толе"), None);
    }
}
