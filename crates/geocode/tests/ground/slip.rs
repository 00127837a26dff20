//! `with_slip`: a name with one typing mistake: a letter dropped, doubled, or swapped with the next.

use crate::dice::Dice;

/// One letter dropped, doubled, or swapped with the next, inside a word, in a name of so many letters or more.
pub(crate) fn with_slip(name: &str, letters_min: usize, dice: &mut Dice) -> Option<String> {
    let mut letters: Vec<char> = name.chars().collect();
    let is_letter = |i: usize| letters.get(i).is_some_and(|one| one.is_alphabetic());
    let is_inside = |i: &usize| i.checked_sub(1).is_some_and(is_letter) && is_letter(*i) && is_letter(i + 1);
    let places: Vec<usize> = (0..letters.len()).filter(is_inside).collect();
    if letters.iter().filter(|one| one.is_alphabetic()).count() < letters_min || places.is_empty() {
        return None;
    }
    let place = places[dice.roll(places.len())];
    match dice.roll(3) {
        0 => drop(letters.remove(place)),
        1 => letters.insert(place, letters[place]),
        _ => letters.swap(place, place + 1),
    }
    Some(letters.into_iter().collect())
}
