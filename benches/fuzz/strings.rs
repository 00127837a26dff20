//! `Strings`: makes the texts for `address_fuzz.rs`: words and signs in any order, address lines of a map mangled as
//! people and tables do, and texts meant to be slow.

use karavan_benches::Rng;

const WORDS: &str = "ул ул. улица пр пр. пр-т мкр мкр. д д. дом кв кв. к корп с стр лит вл г г. под эт код домофон тел \
    им. 1-я 2-й вторая \
    50 лет Октября Гоголя Садовая Ленина Мира Победы Лесная Школьная Центральная \
    район обл. с. п. СНТ уч. около магазина спросить \
    F,fz ek/ 12 12-45 12/3 12А к1 8 900 123-45-67 050000 № « » ( ) #";

/// Makes strings of the address lines of a map.
pub(crate) struct Strings {
    words: Vec<&'static str>,
    /// `улица Гоголя, 12`.
    lines: Vec<String>,
}

impl Strings {
    pub(crate) fn over(lines: Vec<String>) -> Self {
        Self {
            words: WORDS.split_whitespace().collect(),
            lines,
        }
    }

    /// The next one, and of which sort it is.
    pub(crate) fn next(&self, rng: &mut Rng) -> (&'static str, String) {
        match rng.below(20) {
            0..8 => ("mangled lines", self.mangled(rng)),
            8..18 => ("words in any order", self.salad(rng)),
            _ => ("made to be slow", self.hostile(rng)),
        }
    }

    fn line(&self, rng: &mut Rng) -> &str {
        &self.lines[rng.below(self.lines.len())]
    }

    /// Words, letters and signs in any order; now and then very many of them.
    fn salad(&self, rng: &mut Rng) -> String {
        let parts = match rng.below(50) {
            0 => 200,
            1 => 60,
            _ => 1 + rng.below(14),
        };
        let mut text = String::new();
        for _ in 0..parts {
            match rng.below(10) {
                0..4 => text.push_str(self.words[rng.below(self.words.len())]),
                4 | 5 => text.push_str(self.line(rng).split(", ").next().unwrap_or_default()),
                6 => text.push_str(&rng.below(10_000).to_string()),
                _ => text.push_str(&(0..1 + rng.below(12)).map(|_| letter(rng)).collect::<String>()),
            }
            text.push_str([" ", ", ", "-", "/", "", ".", ","][rng.below(7)]);
        }
        text
    }

    /// A line as people and tables mangle it: town and tail around it, letters lost, doubled and swapped, parts lost,
    /// repeated or run together.
    fn mangled(&self, rng: &mut Rng) -> String {
        let before = [
            "",
            "",
            "г. Заречный, ",
            "РФ, 432000, Приволжская обл., г.Заречный, ",
            "Ленинский р-н ",
        ][rng.below(5)];
        let tail = [
            "",
            ", кв. 12",
            " кв 7 подъезд 2 этаж 3",
            ", п.3, эт 5, код 12к4821, тел 8 900 123-45-67",
            " (вход со двора)",
        ][rng.below(5)];
        let mut text = format!("{before}{}{tail}", self.line(rng));
        for _ in 0..rng.below(7) {
            let mut letters: Vec<char> = text.chars().collect();
            if letters.len() < 3 {
                break;
            }
            let at = rng.below(letters.len() - 1);
            match rng.below(9) {
                0 => drop(letters.remove(at)),
                1 => letters.insert(at, letters[at]),
                2 => letters.swap(at, at + 1),
                3 => letters[at] = letter(rng),
                4 => letters.truncate(at + 1),
                5 => letters.retain(|one| !matches!(one, ',' | '.')),
                6 => letters = letters.iter().flat_map(|one| one.to_uppercase()).collect(),
                7 => letters.extend_from_within(at..),
                _ => letters.retain(|one| *one != ' '),
            }
            text = letters.into_iter().collect();
        }
        text
    }

    /// Very long, one token again and again, nothing but digits, many streets and numbers in one line, any Unicode.
    fn hostile(&self, rng: &mut Rng) -> String {
        let many = 1 + rng.below(300);
        match rng.below(8) {
            0 => format!("{} ", self.words[rng.below(self.words.len())]).repeat(many),
            1 => (0..many).map(|_| rng.below(1_000_000).to_string() + " ").collect(),
            2 => (0..many * 20).map(|_| char::from(b'0' + rng.below(10) as u8)).collect(),
            3 => (0..1 + rng.below(12)).map(|_| format!("{} ", self.line(rng))).collect(),
            4 => {
                let name = self.line(rng).split(", ").next().unwrap_or_default().to_owned();
                (0..many).map(|nth| format!("{name} {nth} ")).collect()
            }
            5 => (0..many * 10)
                .map(|_| char::from_u32(rng.below(0x11_0000) as u32).unwrap_or('\u{301}'))
                .collect(),
            6 => format!("{}{}", "(".repeat(many), self.line(rng)),
            _ => (0..1 + rng.below(40))
                .map(|_| (0..6).map(|_| letter(rng)).collect::<String>() + ", 1 ")
                .collect(),
        }
    }
}

fn letter(rng: &mut Rng) -> char {
    let any =
        |low: u32, count: usize, rng: &mut Rng| char::from_u32(low + rng.below(count) as u32).unwrap_or('\u{fffd}');
    match rng.below(8) {
        0 => any(0, 0x11_0000, rng),
        1 => any(0x20, 0x5f, rng),
        2 => any(0x30, 10, rng),
        _ => any(0x430, 32, rng),
    }
}
