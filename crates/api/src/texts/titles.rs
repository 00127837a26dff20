//! Titles of problems in English and Russian, one for each kind of failure in `http/problem.rs`, and one for a failed
//! run.

super::texts! {
    MALFORMED = "The request cannot be read", "Не удалось прочитать запрос";
    KEY_REQUIRED = "Idempotency-Key is missing", "Нет заголовка Idempotency-Key";
    KEY_INVALID = "Idempotency-Key is malformed", "Неверный Idempotency-Key";
    UNAUTHORIZED = "Log in first", "Сначала нужно войти";
    SECOND_STEP_WANTED = "A code of the second step is wanted", "Нужен код второго шага";
    SECOND_STEP_WRONG = "The code of the second step is wrong or was used",
        "Код второго шага неверен или уже использован";
    FORBIDDEN = "You are not allowed to do this", "У вас нет прав на это действие";
    CROSS_SITE = "Calls from other sites are refused", "Запросы с чужих сайтов не принимаются";
    TOO_EARLY = "This link is not open yet", "Ссылка пока не работает";
    NOT_FOUND = "Not found", "Не найдено";
    METHOD = "This method is not allowed here", "Этот метод здесь не поддерживается";
    SLOW = "The request did not arrive in time", "Запрос не дошёл вовремя";
    GONE = "This is no longer available", "Это больше недоступно";
    CONFLICT = "This cannot be done now", "Сейчас этого сделать нельзя";
    IN_PROGRESS = "This is already being done", "Это уже выполняется";
    STALE = "This was changed while you were looking at it", "Пока вы смотрели, это изменили";
    TOO_LARGE = "The request is too large", "Слишком большой запрос";
    MEDIA_TYPE = "This call takes application/json", "Этот вызов принимает только application/json";
    INVALID = "The data was not accepted", "Данные не приняты";
    KEY_REUSED = "This Idempotency-Key was used for another request",
        "Этот Idempotency-Key уже использован для другого запроса";
    VERSION_REQUIRED = "If-Match is missing", "Нет заголовка If-Match";
    TOO_MANY = "Too many attempts", "Слишком много попыток";
    QUOTA_USED = "The quota of this key is used up", "Лимит этого ключа исчерпан";
    INTERNAL = "The server failed", "Ошибка на сервере";
    UNREADABLE = "This record is damaged", "Эта запись повреждена";
    UNAVAILABLE = "The database is not responding; saved data is safe, try again",
        "База данных не отвечает; сохранённое цело, повторите действие";
    NOT_SERVED = "This region is not served now; the server's log says why",
        "Этот регион сейчас не обслуживается; причина — в журнале сервера";
    BUSY = "The server is busy", "Сервер занят";
    FULL = "The disk is full", "На диске кончилось место";
    RUN_FAILED = "The day could not be planned", "День не удалось спланировать";
}
