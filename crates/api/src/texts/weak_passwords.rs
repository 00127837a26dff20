//! Texts about why a password is easy to guess, and how to make a better one, in English and Russian.

super::texts! {
    EASY = "this password is easy to guess", "такой пароль легко подобрать";
    COMMON = "this password is among the first that are tried", "такой пароль пробуют одним из первых";
    KEYBOARD = "rows of keys are easy to guess", "ряды клавиш легко подобрать";
    REPEATS = "repeats are easy to guess", "повторы легко подобрать";
    SEQUENCE = "sequences like abc or 6543 are easy to guess", "последовательности вроде abc и 6543 легко подобрать";
    DATES = "years and dates are easy to guess", "годы и даты легко подобрать";
    NAMES = "names and surnames are easy to guess", "имена и фамилии легко подобрать";
    BETTER = "take four or more words that do not belong together, without your login, names and dates",
        "возьмите четыре или больше слов, не связанных между собой, без логина, имён и дат";
}
