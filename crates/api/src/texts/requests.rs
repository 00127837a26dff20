//! Texts about requests, people who are helped, submissions and tables, in English and Russian. Faults of single
//! fields are in `fields.rs`.

use super::FilledText;

super::texts! {
    REQUEST_CLOSED = "the request is closed and cannot be changed", "заявка закрыта, изменить её нельзя";
    OUTCOME_STANDS = "the request already has an outcome, and it stays", "у заявки уже есть итог, он не изменится";
    REQUEST_IDS = "ids is 1 to 200 ids of requests joined by commas", "ids — от 1 до 200 номеров заявок через запятую";
    REFERENCE_TAKEN =
        "another request already has this source and source_ref; change it with PATCH, or send another source_ref",
        "с этими source и source_ref уже есть другая заявка; измените её через PATCH или пришлите другой source_ref";
    BATCH_READS_OTHERWISE =
        "this batch was accepted before, but its rows read differently now; see the list of requests",
        "этот пакет уже принят, но теперь его строки читаются иначе; принятые заявки есть в списке заявок";
    OUTCOME_WORD = "outcome is created, identical or rejected", "outcome — это created, identical или rejected";
    CORRECT_CELL = "correct the cell and send the table again", "исправьте ячейку и отправьте таблицу ещё раз";
}

/// A key may send only `left` more requests today.
pub(crate) fn over_quota(left: u32) -> FilledText {
    FilledText {
        en: format!("none of these requests was accepted: only {left} more may be sent today"),
        ru: format!("ни одна из этих заявок не принята: сегодня можно прислать ещё {left}"),
    }
}

/// A person cannot be erased while requests of theirs are on a published route; `ids` are joined by commas.
pub(crate) fn on_published_route(ids: &str) -> FilledText {
    FilledText {
        en: format!("on a published route: {ids}; close or cancel them first, then erase"),
        ru: format!("в опубликованном маршруте: {ids}; сначала закройте или отмените эти заявки"),
    }
}

/// A row of a repeated table whose words cannot be read off the table again; `meaning` is that of its code.
pub(crate) fn as_first_time(meaning: Option<&str>, code: &str) -> FilledText {
    FilledText {
        en: meaning.unwrap_or("the same as the first time").to_owned(),
        ru: format!("то же, что и в первый раз: {code}"),
    }
}
