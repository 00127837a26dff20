//! Texts about what is wrong with a call itself (its headers, its URL, its query or its body) and about failures of
//! the server, in English and Russian.

use super::FilledText;

super::texts! {
    HOST_ONCE = "send the header Host exactly once", "пришлите заголовок Host ровно один раз";
    BODY_UNCOMPRESSED = "send the body as it is, without Content-Encoding",
        "пришлите тело как есть, без Content-Encoding";
    QUERY_UNREADABLE = "a parameter of the query cannot be read", "не удалось прочитать параметр запроса";
    DATE = "date is a calendar date such as 2026-11-21", "date — это дата в виде 2026-11-21";
    LIMIT = "limit is a whole number from 1 to 200", "limit — целое число от 1 до 200";
    AFTER = "after is the value of next in the page before", "after — это значение next предыдущей страницы";
    IF_MATCH = "If-Match takes exactly one ETag, the one that came with the object, such as \"v3\"",
        "If-Match — это ETag, с которым пришёл объект, например \"v3\"";
    IF_MATCH_REQUIRED = "send the ETag of the object in the header If-Match",
        "пришлите ETag объекта в заголовке If-Match";
    IDEMPOTENCY_KEY_REQUIRED = "send the header Idempotency-Key with a value of your own, such as a UUID",
        "пришлите заголовок Idempotency-Key со своим значением, например UUID";
    IDEMPOTENCY_KEY = "an Idempotency-Key is 16 to 128 of the characters A-Z a-z 0-9 . _ : -",
        "Idempotency-Key — это от 16 до 128 знаков A-Z a-z 0-9 . _ : -";
    DISK_FULL =
        "nothing of this was saved; what was saved before can be read, and saving works again once there is room",
        "ничего из этого не сохранено; сохранённое раньше можно читать, а сохранять — когда освободится место";
    RECORD_DAMAGED = "the server's log names the record; restore it from a backup",
        "запись названа в журнале сервера; восстановите её из резервной копии";
}

/// A body that is not JSON; line and column count from 1.
pub(crate) fn not_json(line: usize, column: usize) -> FilledText {
    FilledText {
        en: format!("the body is not JSON: line {line}, column {column}"),
        ru: format!("тело запроса не JSON: строка {line}, знак {column}"),
    }
}

/// Regions that cannot keep a write now; `names` are joined by commas.
pub(crate) fn regions_not_ready(names: &str) -> FilledText {
    FilledText {
        en: format!("nothing can be saved now in these regions: {names}"),
        ru: format!("сейчас нельзя сохранять в регионах: {names}"),
    }
}

/// Words about people in the query of an address; `path` is the call that takes them in its body.
pub(crate) fn words_in_url(path: &str) -> FilledText {
    FilledText {
        en: format!(
            "send q in the body of POST {path}: URLs end up in logs on the way, and words about people must not"
        ),
        ru: format!(
            "пришлите q в теле POST {path}: адреса запросов остаются в журналах, а словам о людях там не место"
        ),
    }
}

/// The character NUL in the path of an address.
pub(crate) fn nul_in_path() -> FilledText {
    nul_in("path", "пути")
}

/// The character NUL in the query of an address.
pub(crate) fn nul_in_query() -> FilledText {
    nul_in("query", "параметрах")
}

fn nul_in(part: &str, part_ru: &str) -> FilledText {
    FilledText {
        en: format!("the {part} of the URL contains the character NUL (%00); remove it"),
        ru: format!("в {part_ru} адреса запроса есть знак NUL (%00); уберите его"),
    }
}

/// A value that a parameter of a list cannot have.
pub(crate) fn unknown_value(parameter: &str) -> FilledText {
    FilledText {
        en: format!("this list does not know the value of {parameter}"),
        ru: format!("для {parameter} такого значения нет"),
    }
}
