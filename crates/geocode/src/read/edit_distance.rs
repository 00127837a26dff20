//! `cost`: typing and hearing mistakes between two names, as a weighted Damerau–Levenshtein distance that gives up
//! early; `Sketch`: a quick test that two names are too far apart; `budget`: how many mistakes a name of some length
//! may hold.
//!
//! Optimal string alignment (Damerau 1964, restricted form): insert, delete, replace, swap neighbours. Costs are in
//! half slips: letters that sound alike, a doubled letter, a lone ь or ъ and swapped neighbours cost 1, any other edit
//! 2. Digits are never forgiven, because Жетысу-2 and Жетысу-4 are two places.

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

/// Letters that sound alike when unstressed, at a word's end, or in a transcription (Джандосова, Жандосова); 0 for
/// letters that sound like no other.
fn sound(letter: char) -> u8 {
    match letter {
        'а' | 'о' => 1,
        'е' | 'и' | 'э' | 'ы' | 'й' | 'я' => 2,
        'ш' | 'щ' | 'ж' => 3,
        'г' | 'к' => 4,
        'д' | 'т' => 5,
        'б' | 'п' => 6,
        'в' | 'ф' => 7,
        'з' | 'с' => 8,
        'у' | 'ю' => 9,
        _ => 0,
    }
}

fn is_free(letter: char) -> bool {
    !letter.is_ascii_digit()
}

fn replacing(typed: char, meant: char) -> u8 {
    if typed == meant {
        0
    } else if !is_free(typed) || !is_free(meant) {
        NEVER
    } else if sound(typed) == sound(meant) && sound(typed) != 0 {
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

/// Half slips between a typed name and a meant one; `None` when they are more than the budget.
pub(crate) fn cost(meant: impl Iterator<Item = char>, typed: &[char], budget: u8) -> Option<u8> {
    if typed.len() > LETTERS_MAX {
        return None;
    }
    // Rows of the matrix: the prefix of the meant name two letters back, one back, and now.
    let mut rows = [[NEVER; LETTERS_MAX + 1]; 3];
    rows[1][0] = 0;
    let beside = |i: usize| i.checked_sub(1).map(|left| typed[left]);
    for (i, &letter) in typed.iter().enumerate() {
        rows[1][i + 1] = rows[1][i].saturating_add(alone(letter, beside(i)));
    }
    let mut last = None;
    let mut least_before = 0_u8;
    for letter in meant {
        let missing = alone(letter, last);
        let [before, back, now] = &mut rows;
        now[0] = back[0].saturating_add(missing);
        let mut least = now[0];
        for (i, &other) in typed.iter().enumerate() {
            let mut best = back[i].saturating_add(replacing(other, letter));
            best = best.min(back[i + 1].saturating_add(missing));
            best = best.min(now[i].saturating_add(alone(other, beside(i))));
            if beside(i) == Some(letter) && last == Some(other) && is_free(other) && is_free(letter) {
                best = best.min(before[i - 1].saturating_add(SWAP));
            }
            now[i + 1] = best;
            least = least.min(best);
        }
        // The next row may still come by a swap from the row before this one.
        if least > budget && least_before.saturating_add(SWAP) > budget {
            return None;
        }
        least_before = least;
        rows.rotate_left(1);
        last = Some(letter);
    }
    Some(rows[1][typed.len()]).filter(|&cost| cost <= budget)
}

/// Whether two words differ by at most one slip.
pub(crate) fn is_one_slip(meant: &str, typed: &str) -> bool {
    let (meant_sketch, typed_sketch) = (Sketch::of(meant.chars()), Sketch::of(typed.chars()));
    meant_sketch.is_within(typed_sketch, SLIP)
        && cost(meant.chars(), &typed.chars().collect::<Vec<char>>(), SLIP).is_some()
}

/// Which letters a name has and how many: two names far apart are told so without comparing them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sketch {
    /// A bit for each sound in it.
    pub sounds: u64,
    /// How many letters.
    pub length: u8,
}

impl Sketch {
    /// Of a name. Letters that sound alike are one sound, the silent ь and ъ are none.
    pub(crate) fn of(name: impl Iterator<Item = char>) -> Self {
        let bit = |letter: char| match (letter, sound(letter)) {
            ('ь' | 'ъ', _) => 0,
            (digit @ '0'..='9', _) => 1 << (16 + (u32::from(digit) & 15)),
            (other, 0) => 1 << (32 + (u32::from(other) & 31)),
            (_, heard) => 1 << heard,
        };
        name.fold(Self { sounds: 0, length: 0 }, |all, letter| Self {
            sounds: all.sounds | bit(letter),
            length: all.length.saturating_add(1),
        })
    }

    /// Whether names with these sketches can be within so many half slips: a full slip changes two sounds at most, a
    /// half slip none, and each changes the length by one at most.
    pub(crate) fn is_within(self, other: Self, budget: u8) -> bool {
        let changed = self.sounds ^ other.sounds;
        changed.count_ones() <= 2 * u32::from(budget / SLIP) && self.length.abs_diff(other.length) <= budget
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::{Sketch, alone, cost, replacing};
    use proptest::prelude::*;

    fn compared(meant: &str, typed: &str) -> u8 {
        cost(meant.chars(), &typed.chars().collect::<Vec<char>>(), 250).unwrap()
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
                let is_swap = |a: usize, b: usize| meant[a] == typed[b] && !meant[a].is_ascii_digit();
                if m > 1 && t > 1 && is_swap(m - 1, t - 2) && is_swap(m - 2, t - 1) {
                    ways.push(cost[m - 2][t - 2] + 1);
                }
                cost[m][t] = ways.into_iter().min().unwrap_or(0);
            }
        }
        cost[meant.len()][typed.len()]
    }

    #[test]
    fn costs_are_counted_in_half_slips() {
        assert_eq!(compared("абылайхана", "аблыайхана"), 1); // ы and л swapped
        // Swapped at the end, within the budget of a short name.
        assert_eq!(cost("абая".chars(), &['а', 'б', 'я', 'а'], 1), Some(1));
        assert_eq!(compared("кунаева", "куннаева"), 1); // doubled letter
        assert_eq!(compared("гончарова", "гнчарова"), 2); // о left out
        assert_eq!(compared("звездный", "звезный"), 2); // д left out
        assert_eq!(compared("байтурсынова", "байтурсинова"), 1); // и sounds like ы
        assert!(compared("жетысу2", "жетысу4") >= 100);
        assert!(compared("жетысу2", "жетысу") >= 100);
    }

    proptest! {
        #[test]
        fn three_rows_agree_with_the_whole_matrix(meant in "[абвгоь]{0,9}", typed in "[абвгоь]{0,9}") {
            prop_assert_eq!(u32::from(compared(&meant, &typed)), by_matrix(&meant, &typed));
        }

        #[test]
        fn giving_up_early_changes_nothing(meant in "[абяоьш1]{0,5}", typed in "[абяоьш1]{0,5}", budget in 0_u8..6) {
            let letters: Vec<char> = typed.chars().collect();
            let expected = u8::try_from(by_matrix(&meant, &typed).min(200)).unwrap();
            prop_assert_eq!(cost(meant.chars(), &letters, budget), (expected <= budget).then_some(expected));
            prop_assert!(expected > budget || Sketch::of(meant.chars()).is_within(Sketch::of(typed.chars()), budget));
        }
    }
}
