//! Texts of this crate that people read: why a run failed (in English and Russian), notes for OpenStreetMap (both
//! languages in one text), stops of a GPX file (in Russian).

use karavan_dispatch::DayTime;
use karavan_intake::goods_in_words;
use karavan_model::{Need, RequestId};

/// The same text in English and in Russian.
pub(crate) type Pair = (String, String);

fn pair(text: &str, text_ru: &str) -> Pair {
    (text.to_owned(), text_ru.to_owned())
}

/// A failure that only an operator can mend.
pub(crate) fn server_failed() -> Pair {
    pair(
        "the server failed; the cause is in its log",
        "на сервере ошибка; причина записана в его журнале",
    )
}

/// A run that was under way when its server stopped.
pub(crate) fn server_stopped() -> Pair {
    pair(
        "the server stopped before the plan was ready; start it again",
        "сервер остановился раньше, чем план был готов; начните заново",
    )
}

/// A run that a server of another version left behind.
pub(crate) fn server_replaced() -> Pair {
    pair(
        "the server was updated before the plan was ready; start it again",
        "сервер обновили раньше, чем план был готов; начните заново",
    )
}

/// A run that was tried too often.
pub(crate) fn three_tries_failed() -> Pair {
    pair(
        "the server stopped three times before the plan was ready; it may be short of memory",
        "сервер трижды останавливался раньше, чем план был готов; возможно, не хватает памяти",
    )
}

/// A note to the people who draw the map. It holds both languages, since they come from anywhere.
pub(crate) fn map_note(label: &str, organisation: Option<&str>) -> String {
    let by = organisation.map_or_else(String::new, |name| format!(" — {name}"));
    format!("Здесь стоит дом «{label}». This building stands here.{by}")
}

/// A stop of a route file that is a break. A route file has one language, the one that volunteers read.
pub(crate) fn gpx_break() -> String {
    "Перерыв".to_owned()
}

/// A stop of a route file with visits.
pub(crate) fn gpx_visit<'r>(requests: impl Iterator<Item = &'r RequestId>) -> String {
    let numbers: Vec<&str> = requests.map(RequestId::as_str).collect();
    match numbers.as_slice() {
        [_] => format!("Заявка {}", numbers.concat()),
        _ => format!("Заявки {}", numbers.join(", ")),
    }
}

/// When a stop of a route file is reached, and what is taken there.
pub(crate) fn gpx_description(arrives_at: DayTime, loads: &[Need]) -> String {
    match loads {
        [] => arrives_at.to_string(),
        loads => format!("{arrives_at} · взять: {}", goods_in_words(loads)),
    }
}

#[cfg(test)]
mod tests {
    use super::{gpx_visit, map_note};
    use karavan_model::RequestId;

    #[test]
    fn a_stop_of_several_requests_is_told_in_the_plural() {
        let requests: [RequestId; 2] = ["1001-9".into(), "1002-7".into()];
        assert_eq!(gpx_visit(requests[..1].iter()), "Заявка 1001-9");
        assert_eq!(gpx_visit(requests.iter()), "Заявки 1001-9, 1002-7");
    }

    #[test]
    fn a_note_names_the_organisation_when_it_has_a_name() {
        assert!(map_note("Садовая 3", Some("Штаб")).ends_with("here. — Штаб"));
        assert!(map_note("Садовая 3", None).ends_with("here."));
    }
}
