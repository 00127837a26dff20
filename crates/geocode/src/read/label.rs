//! `building_label` and `house_label`: a parsed address written tidily: shortened kinds in one usual form, capital
//! letters, no flat and no telephone. No map is asked.

use crate::read::kind::KindSet;
use crate::read::number::PLOT;
use crate::read::number_parts::PARTS;
use crate::read::parse::ParsedAddress;

/// Kinds in the forms of the official list of abbreviations (order 171n of the Ministry of Finance, 2015).
const SHORT_FORMS: [(KindSet, &str); 12] = [
    (KindSet::STREET, "ул."),
    (KindSet::AVENUE_OR_DRIVE, "пр."),
    (KindSet::AVENUE, "пр-т"),
    (KindSet::LANE, "пер."),
    (KindSet::DRIVE, "пр-д"),
    (KindSet::BOULEVARD, "б-р"),
    (KindSet::EMBANKMENT, "наб."),
    (KindSet::SQUARE, "пл."),
    (KindSet::HIGHWAY, "ш."),
    (KindSet::DEAD_END, "туп."),
    (KindSet::MICRODISTRICT, "мкр"),
    (KindSet::QUARTER, "кв-л"),
];
/// Abbreviations of a few letters, СНТ and ЖК, are written in capitals.
const CAPITALS_MAX: usize = 3;
/// Words inside a name that begin with a small letter.
const SMALL: [&str; 7] = ["лет", "летия", "летие", "им", "имени", "и", "на"];

impl ParsedAddress {
    /// The building as people write it, `СНТ Ромашка, уч. 12 (Лужки)`; `None` when the address names no house. Neither
    /// flat nor note nor telephone is told.
    #[must_use]
    pub fn building_label(&self) -> Option<String> {
        let building = format!("{}, {}", street(&self.street_as_written), self.house_label()?);
        Some(match &self.settlement {
            Some(town) => format!("{building} ({})", street(town)),
            None => building,
        })
    }

    /// The house as it is written on maps, `12/3Б к1 литА`; a plot of a garden says that it is one.
    #[must_use]
    pub fn house_label(&self) -> Option<String> {
        let key = self.house.as_deref()?;
        let (number, parts) = if key.starts_with(PLOT) || key.starts_with(|one: char| one.is_ascii_digit()) {
            key.split_once(' ').unwrap_or((key, ""))
        } else {
            // A corpus alone, `к1144`.
            ("", key)
        };
        let number = match number.strip_prefix(PLOT) {
            Some(plot) if self.kinds.is_area() => format!("уч. {}", plot.to_uppercase()),
            Some(plot) => format!("{PLOT}{}", plot.to_uppercase()),
            None => number.to_uppercase(),
        };
        let parts = parts.split_whitespace().map(|part| {
            let marks = PARTS.iter().map(|(mark, _)| *mark);
            let mark = marks
                .filter(|mark| part.starts_with(mark))
                .max_by_key(|mark| mark.len());
            let (mark, value) = part.split_at(mark.map_or(0, str::len));
            format!(" {mark}{}", value.to_uppercase())
        });
        Some(format!("{number}{}", parts.collect::<String>()).trim_start().to_owned())
    }
}

/// A name as typed, tidied: «САДОВАЯ УЛ» is «Садовая ул.». Quotation marks go.
fn street(typed: &str) -> String {
    // Capitals say something only where not everything is in capitals.
    let is_shouted = !typed.chars().any(char::is_lowercase);
    let bare: String = typed
        .chars()
        .filter(|one| !matches!(one, '«' | '»' | '"' | '“' | '”' | '„'))
        .collect();
    let spaced = bare.replace('.', ". ").replace(',', ", ");
    let words = spaced.split_whitespace().map(|word| {
        let (bare, comma) = word.strip_suffix(',').map_or((word, ""), |bare| (bare, ","));
        format!("{}{comma}", tidied(bare, is_shouted))
    });
    words.collect::<Vec<_>>().join(" ")
}

fn tidied(word: &str, is_shouted: bool) -> String {
    let lower = word.to_lowercase();
    let plain = lower.trim_end_matches('.').replace('/', "-");
    let letters = plain.chars().count();
    // A lone letter is an initial.
    if letters > 1
        && let Some(kind) = KindSet::of(&plain)
    {
        let short = SHORT_FORMS.iter().find(|(known, _)| *known == kind);
        return match short {
            _ if kind.is_full_word(&plain) => lower,
            Some((_, short)) => (*short).to_owned(),
            None if letters <= CAPITALS_MAX && plain != "тер" && !plain.contains('-') => plain.to_uppercase(),
            None => lower,
        };
    }
    let is_as_meant = !is_shouted && word.chars().any(char::is_uppercase);
    if is_as_meant || SMALL.contains(&plain.as_str()) {
        return if is_as_meant { word.to_owned() } else { lower };
    }
    let begin = lower.find(char::is_alphanumeric).unwrap_or(0);
    let (before, rest) = lower.split_at(begin);
    let mut rest = rest.chars();
    let first = rest.next().map(char::to_uppercase);
    before.chars().chain(first.into_iter().flatten()).chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use crate::read::parse::parse;

    #[test]
    fn a_building_is_told_as_people_write_it_and_without_its_door() {
        for (typed, label) in [
            ("СНТ Ромашка, уч. 12", "СНТ Ромашка, уч. 12"),
            ("снт ромашка участок 12, тел 8 900 123-45-67", "СНТ Ромашка, уч. 12"),
            ("с/т «Озёрное» уч.5а", "с/т Озёрное, уч. 5А"),
            ("САДОВАЯ УЛ., Д. 12А КОРП 1, КВ 4", "Садовая ул., 12А к1"),
            (
                "ул.50-летия ВЛКСМ, 12/3б лит а, 2 подъезд",
                "ул. 50-летия ВЛКСМ, 12/3Б литА",
            ),
            ("улица Озёрная 5, собака", "улица Озёрная, 5"),
            ("д. Лужки, СНТ Ромашка, уч. 12", "СНТ Ромашка, уч. 12 (Лужки)"),
            ("5-й мкр, 14", "5-й мкр, 14"),
            ("Озёрный, корпус 1144 кв 5", "Озёрный, к1144"),
            ("ул. Мира, литера а", "ул. Мира, литА"),
            ("ул. Ш. Айманова, вл. 7", "ул. Ш. Айманова, вл7"),
        ] {
            assert_eq!(parse(typed).building_label().as_deref(), Some(label), "{typed}");
        }
        assert_eq!(parse("около магазина").building_label(), None);
    }
}
