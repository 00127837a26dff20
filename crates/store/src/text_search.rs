//! `searchable`, the text of a request that the search box looks through, `patterns`, the `LIKE` patterns of a query,
//! and `fold`, lower case with ё as е, because SQLite folds ASCII only. The SQL query is in `requests/find.rs`.

use karavan_model::Request;

/// Lower case, ё as е.
pub(crate) fn fold(text: &str) -> String {
    text.to_lowercase().replace('ё', "е")
}

/// The text of a request that `q=` looks through.
pub(crate) fn searchable(request: &Request) -> String {
    let parts = [
        request.id.as_str(),
        request.source_ref.as_deref().unwrap_or_default(),
        &request.recipient,
        &request.address,
        request.place.as_ref().map_or("", |place| place.label.as_str()),
        &request.comment,
    ];
    let mut text = fold(&parts.join(" "));
    text.push(' ');
    text.extend(request.phone.chars().filter(char::is_ascii_digit));
    text
}

/// What must all occur in the text of a request that a query finds: its words, or the end of a telephone.
fn needles(query: &str) -> Vec<String> {
    let phone = |word: &str| word.chars().all(|c| c.is_ascii_digit() || "+()-".contains(c));
    let digits: String = query.chars().filter(char::is_ascii_digit).collect();
    let whole_phone = query.split_whitespace().all(phone) && digits.len() >= 10;
    if whole_phone {
        // `8` and `+7` open the same numbers: look for the last ten digits.
        return vec![digits[digits.len() - 10..].to_owned()];
    }
    fold(query).split_whitespace().map(str::to_owned).collect()
}

/// `LIKE` patterns (escaped with `\`) that must all match, one per word of the query.
pub(crate) fn patterns(query: &str) -> Vec<String> {
    let escaped = |word: String| word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let pattern = |word: String| format!("%{}%", escaped(word));
    needles(query).into_iter().map(pattern).collect()
}

/// Whether a request is found by a query.
pub(crate) fn is_found(request: &Request, query: &str) -> bool {
    let text = searchable(request);
    needles(query).iter().all(|needle| text.contains(needle.as_str()))
}

#[cfg(test)]
mod tests {
    use super::patterns;

    #[test]
    fn words_are_folded_and_their_wildcards_taken_literally() {
        assert_eq!(patterns("Ёлкина 10_% "), ["%елкина%", "%10\\_\\%%"]);
        assert!(patterns("  ").is_empty());
    }

    #[test]
    fn a_telephone_is_found_however_it_opens() {
        for written in ["+7 911 101-11-17", "8 (911) 101-11-17", "9111011117"] {
            assert_eq!(patterns(written), ["%9111011117%"], "{written}");
        }
    }
}
