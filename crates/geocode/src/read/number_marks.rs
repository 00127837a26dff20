//! `after_marks`: passes the words before a house number (дом, владение, земельный участок) and says whether a plot is
//! meant; `is_marked`: whether such a word or a part stands before a number.

use crate::read::lexer::{Lex, Token};
use crate::read::marks;
use crate::read::number_parts::{lone_part, part_kind};

/// Words that stand before a number and say that a plot is meant.
const PLOT_MARKS: [&str; 7] = ["вл", "влад", "владение", "уч", "участок", "дилянка", "земучасток"];
/// The same with a stroke or a dash inside.
const JOINED_PLOT_MARKS: [(&str, &str); 2] = [("уч", "к"), ("з", "у")];
/// What a plot is besides: земельный, садовый.
const OF_PLOT: [&str; 4] = ["земельный", "зем", "садовый", "дачный"];
/// Words that stand before a number and say that a house is meant.
const HOUSE_MARKS: [&str; 10] = [
    "д",
    "дом",
    "ном",
    "номер",
    "домовл",
    "домовладение",
    "уй",
    "уйи",
    "буд",
    "будинок",
];
/// Marks of one number, their dots counted: «дом вл. 4».
const MARKS_MAX: usize = 6;

/// Where the number after marks stands, and whether one of them says that a plot is meant: `д. 5`, `дом вл.4`, `в17`.
pub(crate) fn after_marks(tokens: &[Token], from: usize) -> Option<(usize, bool)> {
    let mut is_plot = false;
    let mut is_marked = false;
    // «19 үй, 5»: the mark of the number before it.
    let is_joint = |token: &&Token| matches!(token.lex, Lex::Dot | Lex::Hyphen);
    let before = tokens.get(..from)?.iter().rev().find(|token| !is_joint(token));
    let is_behind_number = before.is_some_and(|token| token.lex == Lex::Number);
    if is_behind_number && tokens.get(from).is_some_and(|token| token.is("уй")) {
        return None;
    }
    let mut at = from;
    while let Some(token) = tokens.get(at).filter(|_| at < from + MARKS_MAX) {
        let is_short_plot = || {
            let is_number = |next: &Token| next.lex == Lex::Number && next.glued;
            token.is("в") && tokens.get(at + 1).is_some_and(is_number)
        };
        let last = at + 2 * usize::from(is_joined(tokens, at));
        match token.lex {
            Lex::Number => return is_marked.then_some((at, is_plot)),
            Lex::Dot | Lex::Hyphen if is_marked => {}
            Lex::Comma if is_marked && !is_behind_number => {}
            Lex::Word if HOUSE_MARKS.contains(&token.text.as_str()) => is_marked = true,
            Lex::Word if last > at || PLOT_MARKS.contains(&token.text.as_str()) || is_short_plot() => {
                (is_marked, is_plot, at) = (true, true, last);
            }
            Lex::Word if OF_PLOT.contains(&token.text.as_str()) && is_before_plot(tokens, at) => {}
            // «д. корп. 1144»
            Lex::Word if is_marked && lone_part(tokens, at).is_some() => return Some((at, is_plot)),
            _ => return None,
        }
        at += 1;
    }
    None
}

/// «з/у», «уч-к».
fn is_joined(tokens: &[Token], at: usize) -> bool {
    let Some([first, sign, second, ..]) = tokens.get(at..) else {
        return false;
    };
    let is_sign = matches!(sign.lex, Lex::Slash | Lex::Hyphen) && sign.glued && second.glued;
    is_sign && JOINED_PLOT_MARKS.contains(&(&first.text, &second.text))
}

/// Whether «участок» stands behind an adjective: Садовый переулок is no plot.
fn is_before_plot(tokens: &[Token], at: usize) -> bool {
    let next = tokens.get(marks::past_dot(tokens, at + 1));
    next.is_some_and(|next| PLOT_MARKS.contains(&next.text.as_str()))
}

/// Whether a mark right before a number says that it is a house's or a part's; the mark of «22 д., 5 кв.» is of the 22,
/// that of «8б-үй, 5» of the 8.
pub(crate) fn is_marked(tokens: &[Token], number: usize) -> bool {
    let is_sign = |token: &&Token| matches!(token.lex, Lex::Dot | Lex::Hyphen | Lex::Comma);
    let mut before = tokens.iter().take(number).rev().skip_while(is_sign);
    let Some(mark) = before.next().filter(|token| token.lex == Lex::Word) else {
        return false;
    };
    let word = mark.text.as_str();
    let is_letter = |token: &&Token| token.lex == Lex::Word && token.glued && token.len() == 1;
    let mut before = before.skip_while(is_sign).skip_while(is_letter);
    let is_behind_number = before.next().is_some_and(|token| token.lex == Lex::Number);
    let is_house = HOUSE_MARKS.contains(&word) || PLOT_MARKS.contains(&word);
    part_kind(word).is_some() || (is_house && !is_behind_number)
}
