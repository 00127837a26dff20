//! `Name`: a street's name: its words without kind, initials and titles, and the spellings it is found by, each with a
//! `Grade` (whole, without title, older, a word left out).

use crate::read::kind::KindSet;
use crate::read::lexer::lex;
use crate::read::piece::{Item, Piece};
use crate::read::pieces::{Spelling, cut};

/// A name as it is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Name {
    /// Words and numbers, in written order.
    pub core: Vec<String>,
    /// Words in brackets: an older name.
    pub former: Vec<String>,
    /// Kinds written with it.
    pub kinds: KindSet,
    /// Initials of the person it is named after.
    pub initials: Vec<char>,
}

/// How a spelling stands to the name, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grade {
    /// All of it.
    Full,
    /// Without «академика» and the like.
    Untitled,
    /// The older name.
    Former,
    /// A word is left out.
    Partial,
}

impl Grade {
    /// From its number in the index.
    pub(crate) const fn of_number(number: u8) -> Self {
        match number {
            0 => Self::Full,
            1 => Self::Untitled,
            2 => Self::Former,
            _ => Self::Partial,
        }
    }

    /// How certain a match of this grade is.
    pub(crate) const fn weight(self) -> f64 {
        match self {
            Self::Full => 1.0,
            Self::Untitled => 0.96,
            Self::Former => 0.92,
            Self::Partial => 0.72,
        }
    }
}

const TITLES: &[&str] = &[
    "академика",
    "акад",
    "ак",
    "генерала",
    "ген",
    "маршала",
    "марш",
    "адмирала",
    "адм",
    "космонавта",
    "героя",
    "летчика",
    "профессора",
    "проф",
    "доктора",
    "капитана",
    "лейтенанта",
    "полковника",
    "майора",
    "сержанта",
    "комбрига",
    "комдива",
    "комиссара",
    "командира",
    "архитектора",
    "художника",
    "композитора",
    "писателя",
    "поэта",
    "инженера",
    "конструктора",
    "хирурга",
    "партизана",
];

fn is_numeral(word: &str) -> bool {
    word.starts_with(|one: char| one.is_ascii_digit())
}

fn is_title(word: &str) -> bool {
    TITLES.contains(&word)
}

impl Name {
    /// From pieces of a text, none of which is a settlement or a house.
    pub(crate) fn of(pieces: &[Piece]) -> Self {
        let mut name = Self::default();
        let mut depth = 0_u32;
        for piece in pieces {
            let words = if depth > 0 { &mut name.former } else { &mut name.core };
            match &piece.item {
                Item::Open => depth += 1,
                Item::Close => depth = depth.saturating_sub(1),
                Item::Word(word) => words.push(word.clone()),
                Item::Number { text, .. } => words.push(text.clone()),
                Item::Kind(kind) if depth == 0 => name.kinds = name.kinds.with(*kind),
                Item::Initial(letter) => name.initials.push(*letter),
                Item::Kind(_) | Item::Comma | Item::Part | Item::Settlement | Item::Region(_) | Item::House { .. } => {}
            }
        }
        if name.core.is_empty() {
            name.take_kind_as_name(pieces);
        }
        if name.core.is_empty() {
            std::mem::swap(&mut name.core, &mut name.former);
        }
        name
    }

    /// A street may be called just Набережная.
    fn take_kind_as_name(&mut self, pieces: &[Piece]) {
        let own = |piece: &Piece| match piece.item {
            Item::Kind(kind) => kind.own_name().filter(|_| !kind.is_area()),
            _ => None,
        };
        let Some(word) = pieces.iter().find_map(own) else {
            return;
        };
        let is_street = self.kinds.meets(KindSet::STREET);
        self.core.push(word.to_owned());
        self.kinds = if is_street { KindSet::STREET } else { KindSet::NONE };
    }

    /// From a map's `addr:street` or `name`; several when it lists several (`;`).
    pub(crate) fn of_label(label: &str) -> Vec<Self> {
        let parts = label.split(';').map(str::trim).filter(|part| !part.is_empty());
        let names = parts.map(|part| Self::of(&cut(&lex(part), Spelling::Strict)));
        names.filter(|name| !name.core.is_empty()).collect()
    }

    /// Whether only its kind tells it from other names: «5-й микрорайон», «22 квартал».
    pub(crate) fn is_number(&self) -> bool {
        self.core.iter().all(|word| is_numeral(word))
    }

    fn untitled(&self) -> Vec<&str> {
        let words = self.core.iter().map(String::as_str);
        words.filter(|word| !is_title(word)).collect()
    }

    /// Everything a map's name is found by.
    pub(crate) fn spellings(&self) -> Vec<(String, Grade)> {
        let core: Vec<&str> = self.core.iter().map(String::as_str).collect();
        let mut all = orders(&core, Grade::Full);
        let untitled = self.untitled();
        if !untitled.is_empty() && untitled.len() < self.core.len() {
            all.extend(orders(&untitled, Grade::Untitled));
        }
        if !self.former.is_empty() {
            all.push((format!("{}{}", self.core.concat(), self.former.concat()), Grade::Full));
            all.push((self.former.concat(), Grade::Former));
        }
        all.extend(shortened(&untitled, |_| true));
        all.sort();
        all.dedup_by(|later, earlier| later.0 == earlier.0);
        all
    }

    /// What to look a written name up by, best first.
    pub(crate) fn queries(&self) -> Vec<(String, Grade)> {
        let mut all = vec![(self.core.concat(), Grade::Full)];
        if self.core.len() > ORDERED_MAX {
            let mut sorted: Vec<&str> = self.core.iter().map(String::as_str).collect();
            sorted.sort_unstable();
            all.push((sorted.concat(), Grade::Full));
        }
        let untitled = self.untitled();
        if !untitled.is_empty() && untitled.len() < self.core.len() {
            all.push((untitled.concat(), Grade::Untitled));
        }
        if !self.former.is_empty() {
            all.push((self.former.concat(), Grade::Former));
        }
        // A number written is never one word too many: it may be the house.
        if untitled.len() <= SHORTENED_MAX {
            all.extend(shortened(&untitled, |word| !is_numeral(word)));
        }
        all
    }
}

/// Names of up to so many words are found in any order of them.
const ORDERED_MAX: usize = 3;
/// Of a longer name no word is thought to be one too many.
const SHORTENED_MAX: usize = 6;

fn orders(words: &[&str], grade: Grade) -> Vec<(String, Grade)> {
    let at = |order: &[usize]| order.iter().map(|&i| words[i]).collect::<String>();
    let spellings = match words.len() {
        0 => vec![],
        1 => vec![at(&[0])],
        2 => vec![at(&[0, 1]), at(&[1, 0])],
        3 => vec![
            at(&[0, 1, 2]),
            at(&[0, 2, 1]),
            at(&[1, 0, 2]),
            at(&[1, 2, 0]),
            at(&[2, 0, 1]),
            at(&[2, 1, 0]),
        ],
        _ => {
            let mut sorted = words.to_vec();
            sorted.sort();
            vec![words.concat(), sorted.concat()]
        }
    };
    spellings.into_iter().map(|spelling| (spelling, grade)).collect()
}

/// The name with each one word left out, as long as enough of it remains to mean something.
fn shortened(words: &[&str], may_go: impl Fn(&str) -> bool) -> Vec<(String, Grade)> {
    let without = |left_out: usize| {
        let kept = words
            .iter()
            .enumerate()
            .filter(|&(i, _)| i != left_out)
            .map(|(_, word)| *word);
        kept.collect::<String>()
    };
    let is_telling = |spelling: &String| letters(spelling) >= 4;
    let left_out = (0..words.len()).filter(|&i| words.len() > 1 && may_go(words[i]));
    let all = left_out.map(without).filter(is_telling);
    all.map(|spelling| (spelling, Grade::Partial)).collect()
}

/// How many letters a spelling has, digits not counted.
pub(crate) fn letters(spelling: &str) -> usize {
    spelling.chars().filter(|one| one.is_alphabetic()).count()
}

#[cfg(test)]
mod tests {
    use super::{Grade, Name};
    use crate::read::kind::KindSet;

    fn name(label: &str) -> Name {
        Name::of_label(label).into_iter().next().unwrap_or_default()
    }

    #[test]
    fn one_street_written_four_ways_is_one_name() {
        for label in [
            "ул. Кунаева",
            "Кунаева ул.",
            "Кунаева",
            "улица Кунаева",
            "ул. Д. Кунаева",
            "ул. им. Кунаева",
        ] {
            assert_eq!(name(label).core, ["кунаева"], "{label}");
        }
        for label in ["5-й мкр", "мкр 5", "мкн № 5", "5 микрорайон", "Пятый микрорайон"]
        {
            assert_eq!(
                (name(label).core, name(label).kinds),
                (vec!["5".to_owned()], KindSet::MICRODISTRICT),
                "{label}"
            );
        }
    }

    #[test]
    fn a_street_called_by_a_kind_keeps_its_name() {
        assert_eq!(name("Набережная").core, ["набережная"]);
        assert_eq!(name("Набережная ул.").core, ["набережная"]);
        assert_eq!(name("Набережная ул.").kinds, KindSet::STREET);
        assert_eq!(name("Садовый бульвар").core, ["садовый"]);
    }

    #[test]
    fn names_are_found_without_titles_by_old_names_and_in_any_order() {
        let graded = |label: &str, spelling: &str| {
            name(label)
                .spellings()
                .into_iter()
                .find(|(one, _)| one == spelling)
                .map(|(_, grade)| grade)
        };
        assert_eq!(graded("улица Академика Королёва", "королева"), Some(Grade::Untitled));
        assert_eq!(graded("пр. Достык (Ленина)", "ленина"), Some(Grade::Former));
        assert_eq!(graded("пр. Достык (Ленина)", "достык"), Some(Grade::Full));
        assert_eq!(graded("Шарипова Ади", "адишарипова"), Some(Grade::Full));
        assert_eq!(
            graded("2-я Новоостанкинская улица", "новоостанкинская"),
            Some(Grade::Partial)
        );
        assert_eq!(graded("Жетысу-2", "жетысу"), Some(Grade::Partial));
    }
}
