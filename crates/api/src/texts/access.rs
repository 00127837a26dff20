//! Texts about logins, passwords, API keys and sources, in English and Russian, which answers show as the detail of a
//! problem.

super::texts! {
    WRONG_PASSWORD = "the login or the password is wrong", "неверный логин или пароль";
    CODE_WRONG = "this code is wrong or was used; type the one that the telephone shows now",
        "код неверен или уже использован; введите тот, который телефон показывает сейчас";
    SECOND_STEP_ON = "the second step is on already; turn it off first",
        "второй шаг уже включён; сначала выключите его";
    SECOND_STEP_NOT_BEGUN = "there is no second step to confirm; begin anew", "подтверждать нечего; начните заново";
    SECOND_STEP_OF_ONESELF = "turn your own second step off with a code of it",
        "свой второй шаг выключают кодом";
    PASSWORD_LINK_OVER =
        "this link was used, has expired or was not copied whole; the administrator makes a new one: karavan user link",
        "ссылка использована, просрочена или скопирована не целиком; новую создаёт администратор: karavan user link";
    LOGIN_TAKEN = "there is already such a login", "такой логин уже есть";
    LAST_ADMINISTRATOR = "this is the last administrator; appoint another one first",
        "это последний администратор; сначала назначьте другого";
    TWO_KEYS_LIVE = "two keys are valid already; revoke one first", "уже действуют два ключа; сначала отзовите один";
    KEY_ENDED = "this key is no longer valid; create a new one", "этот ключ больше не действует; создайте новый";
    NO_OPEN_SOURCE = "no active source has this id; create or reopen it first",
        "открытого источника с таким номером нет; сначала создайте или откройте его";
    KEY_QUOTA_USED = "this key has sent its limit of calls or bytes for one minute; continue in the next minute",
        "этот ключ исчерпал лимит вызовов или байтов за минуту; продолжите в следующую минуту";
}
