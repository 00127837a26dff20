//! Texts about faults of single fields: what is expected, what is wrong and how to mend it, in English and Russian.
//! The codes of the faults are in `http/fault.rs`.

use super::FilledText;

super::texts! {
    // What a field takes. In Russian it completes “ожидается …” and “укажите …”.
    TEXT = "text", "текст";
    TEXTS = "a list of texts", "список текстов";
    FLAG = "true or false", "true или false";
    WHOLE_NUMBER = "a whole number", "целое число";
    NUMBER = "a number", "число";
    LIST = "a list", "список";
    OBJECT = "an object", "объект";
    MOMENT = "a moment such as 2026-11-21T09:00:00Z", "время в виде 2026-11-21T09:00:00Z";
    FUTURE_MOMENT = "a moment in the future such as 2027-01-31T00:00:00Z",
        "время в будущем в виде 2027-01-31T00:00:00Z";
    HOUSE_ADDRESS = "an address with a house number", "адрес с номером дома";
    LOGIN = "a login of letters, digits and . _ - @", "логин из букв, цифр и знаков . _ - @";
    SOURCE_IDS = "a list of ids of sources", "список идентификаторов источников";
    NO_BOUNDS = "nothing here, because this role cannot be bound so",
        "пустой список: для этой роли такое ограничение не задаётся";
    LABEL_WITHOUT_SOURCE = "a label, because no source is named", "подпись, потому что источник не указан";

    MISSING = "the field is missing or empty", "поля нет, или оно пустое";
    MISSING_MEND = "fill in the field", "заполните поле";
    SHORTEN = "shorten it", "сократите его";
    SPLIT_LIST = "send fewer, or split them over several calls", "сократите список или пришлите его по частям";
    UNKNOWN_WORD = "this value is not known", "такого значения нет";
    OUT_OF_RANGE = "the number is out of range", "число вне допустимых пределов";
    UNKNOWN_FIELD = "this call has no such field", "такого поля у этого вызова нет";
    UNKNOWN_FIELD_MEND = "remove it, or correct its name", "уберите его или исправьте имя";
    LENGTHEN = "make it longer; several words are easy to remember",
        "сделайте его длиннее: несколько слов легко запомнить";
    NUL = "the text contains the character NUL", "в тексте есть недопустимый знак NUL";
    NUL_MEND = "remove the character", "уберите этот знак";
}

/// The value is of another kind than `kind`.
pub(crate) fn expected(kind: Text) -> FilledText {
    FilledText {
        en: format!("expected {}", kind.en),
        ru: format!("ожидается {}", kind.ru),
    }
}

/// How to mend a value of another kind than `kind`.
pub(crate) fn send(kind: Text) -> FilledText {
    FilledText {
        en: format!("send {}", kind.en),
        ru: format!("укажите {}", kind.ru),
    }
}

/// The text has more than `most` characters.
pub(crate) fn longer_than(most: usize) -> FilledText {
    FilledText {
        en: format!("the text is longer than {most} characters"),
        ru: format!("текст длиннее {most} знаков"),
    }
}

/// The text has fewer than `least` characters.
pub(crate) fn shorter_than(least: usize) -> FilledText {
    FilledText {
        en: format!("the text has fewer than {least} characters"),
        ru: format!("в тексте меньше {least} знаков"),
    }
}

/// The list has more than `most` items.
pub(crate) fn more_than(most: usize) -> FilledText {
    FilledText {
        en: format!("the list has more than {most} items"),
        ru: format!("в списке больше {most} строк"),
    }
}

/// How to mend a value that is not known; `words` are joined by commas.
pub(crate) fn one_of(words: &str) -> FilledText {
    FilledText {
        en: format!("send one of: {words}"),
        ru: format!("укажите одно из значений: {words}"),
    }
}

/// How to mend a number out of range, written as `1–200`.
pub(crate) fn within(range: &str) -> FilledText {
    FilledText {
        en: format!("send a number within {range}"),
        ru: format!("укажите число в пределах {range}"),
    }
}

/// How to mend a field that is missing, with an example of its value.
pub(crate) fn fill_in_such_as(example: &str) -> FilledText {
    FilledText {
        en: format!("fill in the field, for example “{example}”"),
        ru: format!("заполните поле, например «{example}»"),
    }
}
