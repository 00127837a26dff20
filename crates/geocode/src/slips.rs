//! Slips of the finger and of the ear: a weighted Damerau–Levenshtein distance, as an automaton over the name index.
//!
//! Optimal string alignment (Damerau 1964, restricted form): insert, delete, replace, swap neighbours. Costs are in
//! half slips: letters that sound alike, doubled letters and swapped neighbours cost 1, any other edit 2. Digits are never forgiven,
//! because Жетысу-2 and Жетысу-4 are two places.

use fst::Automaton;

/// Longest name that is compared.
const LETTERS_MAX: usize = 40;
const NEVER: u8 = 100;

/// What an ordinary edit costs.
pub(crate) const SLIP: u8 = 2;
/// What swapped neighbours cost: the fingers knew the word.
const SWAP: u8 = 1;

/// How many half slips a name of so many letters may hold: none in a short one, where any letter makes another name.
pub(crate) fn budget(letters: usize) -> u8 {
    match letters {
        0..=3 => 0,
        4 => 1,
        5..=8 => SLIP,
        _ => 2 * SLIP,
    }
}

/// Letters that sound alike when unstressed, at a word's end, or in a transcription (Джандосова, Жандосова).
const SOUND_ALIKE: [(char, char); 14] = [
    ('о', 'а'),
    ('е', 'и'),
    ('е', 'э'),
    ('и', 'ы'),
    ('и', 'й'),
    ('е', 'я'),
    ('ш', 'щ'),
    ('ж', 'ш'),
    ('г', 'к'),
    ('д', 'т'),
    ('б', 'п'),
    ('в', 'ф'),
    ('з', 'с'),
    ('у', 'ю'),
];

fn is_free(letter: char) -> bool {
    !letter.is_ascii_digit()
}

fn replacing(typed: char, meant: char) -> u8 {
    if typed == meant {
        0
    } else if !is_free(typed) || !is_free(meant) {
        NEVER
    } else if SOUND_ALIKE.contains(&(typed, meant)) || SOUND_ALIKE.contains(&(meant, typed)) {
        1
    } else {
        SLIP
    }
}

/// An extra or a missing letter beside `neighbour`.
fn alone(letter: char, neighbour: Option<char>) -> u8 {
    if !is_free(letter) {
        NEVER
    } else if neighbour == Some(letter) || matches!(letter, 'ь' | 'ъ') {
        1
    } else {
        SLIP
    }
}

/// Accepts every name within `budget` half slips of what was typed.
#[derive(Clone, Debug)]
pub(crate) struct Slips {
    typed: Vec<char>,
    budget: u8,
}

/// How a prefix of a name compares with every prefix of what was typed.
#[derive(Clone, Debug)]
pub(crate) struct Progress {
    before: [u8; LETTERS_MAX + 1],
    now: [u8; LETTERS_MAX + 1],
    last: Option<char>,
    partial: u32,
    bytes_missing: u8,
}

impl Slips {
    /// For a typed name; `None` when it is too long to compare.
    pub(crate) fn of(typed: &str, budget: u8) -> Option<Self> {
        let typed: Vec<char> = typed.chars().collect();
        (typed.len() <= LETTERS_MAX).then_some(Self { typed, budget })
    }

    /// Half slips between the typed name and the whole name read so far.
    pub(crate) fn cost(&self, progress: &Progress) -> u8 {
        progress.now[self.typed.len()]
    }

    fn step(&self, at: &Progress, meant: char) -> Progress {
        let mut next = at.clone();
        next.before = at.now;
        next.last = Some(meant);
        next.partial = 0;
        next.bytes_missing = 0;
        let missing = alone(meant, at.last);
        next.now[0] = at.now[0].saturating_add(missing);
        for (i, &typed) in self.typed.iter().enumerate() {
            let neighbour = i.checked_sub(1).map(|left| self.typed[left]);
            let mut best = at.now[i].saturating_add(replacing(typed, meant));
            best = best.min(at.now[i + 1].saturating_add(missing));
            best = best.min(next.now[i].saturating_add(alone(typed, neighbour)));
            if neighbour == Some(meant) && at.last == Some(typed) && is_free(typed) && is_free(meant) {
                best = best.min(at.before[i - 1].saturating_add(SWAP));
            }
            next.now[i + 1] = best;
        }
        next
    }
}

impl Automaton for Slips {
    type State = Progress;

    fn start(&self) -> Progress {
        let mut now = [NEVER; LETTERS_MAX + 1];
        now[0] = 0;
        for (i, &typed) in self.typed.iter().enumerate() {
            let neighbour = i.checked_sub(1).map(|left| self.typed[left]);
            now[i + 1] = now[i].saturating_add(alone(typed, neighbour));
        }
        Progress {
            before: [NEVER; LETTERS_MAX + 1],
            now,
            last: None,
            partial: 0,
            bytes_missing: 0,
        }
    }

    fn is_match(&self, state: &Progress) -> bool {
        state.bytes_missing == 0 && self.cost(state) <= self.budget
    }

    fn can_match(&self, state: &Progress) -> bool {
        state.now[..=self.typed.len()].iter().any(|&cost| cost <= self.budget)
    }

    fn accept(&self, state: &Progress, byte: u8) -> Progress {
        // Names are UTF-8: a letter is compared when its last byte has come.
        let (partial, bytes_missing) = match byte {
            0x00..=0x7f => (u32::from(byte), 0),
            0x80..=0xbf => (
                state.partial << 6 | u32::from(byte & 0x3f),
                state.bytes_missing.saturating_sub(1),
            ),
            0xc0..=0xdf => (u32::from(byte & 0x1f), 1),
            0xe0..=0xef => (u32::from(byte & 0x0f), 2),
            _ => (u32::from(byte & 0x07), 3),
        };
        if bytes_missing == 0 {
            return self.step(state, char::from_u32(partial).unwrap_or('\u{fffd}'));
        }
        Progress {
            partial,
            bytes_missing,
            ..state.clone()
        }
    }
}

/// Whether two words differ by at most one slip.
pub(crate) fn is_one_slip(meant: &str, typed: &str) -> bool {
    Slips::of(typed, SLIP).is_some_and(|slips| {
        let end = meant.bytes().fold(slips.start(), |at, byte| slips.accept(&at, byte));
        slips.is_match(&end)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::{Slips, alone, replacing};
    use fst::Automaton;
    use proptest::prelude::*;

    fn by_automaton(meant: &str, typed: &str) -> u8 {
        let slips = Slips::of(typed, 250).unwrap();
        let end = meant.bytes().fold(slips.start(), |at, byte| slips.accept(&at, byte));
        slips.cost(&end)
    }

    /// The textbook recursion, all of the matrix at once.
    fn by_matrix(meant: &str, typed: &str) -> u32 {
        let (meant, typed): (Vec<char>, Vec<char>) = (meant.chars().collect(), typed.chars().collect());
        let left = |word: &[char], i: usize| i.checked_sub(1).map(|one| word[one]);
        let mut cost = vec![vec![0_u32; typed.len() + 1]; meant.len() + 1];
        for m in 0..=meant.len() {
            for t in 0..=typed.len() {
                let mut ways = vec![];
                if m > 0 {
                    ways.push(cost[m - 1][t] + u32::from(alone(meant[m - 1], left(&meant, m - 1))));
                }
                if t > 0 {
                    ways.push(cost[m][t - 1] + u32::from(alone(typed[t - 1], left(&typed, t - 1))));
                }
                if m > 0 && t > 0 {
                    ways.push(cost[m - 1][t - 1] + u32::from(replacing(typed[t - 1], meant[m - 1])));
                }
                if m > 1 && t > 1 && meant[m - 1] == typed[t - 2] && meant[m - 2] == typed[t - 1] {
                    ways.push(cost[m - 2][t - 2] + 1);
                }
                cost[m][t] = ways.into_iter().min().unwrap_or(0);
            }
        }
        cost[meant.len()][typed.len()]
    }

    #[test]
    fn costs_are_counted_in_half_slips() {
        assert_eq!(by_automaton("абылайхана", "аблыайхана"), 1); // ы and л swapped
        assert_eq!(by_automaton("кунаева", "куннаева"), 1); // doubled letter
        assert_eq!(by_automaton("гончарова", "гнчарова"), 2); // о left out
        assert_eq!(by_automaton("звездный", "звезный"), 2); // д left out
        assert_eq!(by_automaton("байтурсынова", "байтурсинова"), 1); // и sounds like ы
        assert!(by_automaton("жетысу2", "жетысу4") >= 100);
        assert!(by_automaton("жетысу2", "жетысу") >= 100);
    }

    proptest! {
        #[test]
        fn the_automaton_agrees_with_the_matrix(meant in "[абвгоь]{0,9}", typed in "[абвгоь]{0,9}") {
            prop_assert_eq!(u32::from(by_automaton(&meant, &typed)), by_matrix(&meant, &typed));
        }
    }
}
