//! Tests of `Throttle` with instants that the test sets: free attempts, growing waits, codes of a second step, parallel
//! attempts, floods from many clients, and clients that have logged in before.
#![allow(clippy::unwrap_used, reason = "tests")]

use super::{Client, FREE, FREE_OF_CLIENT, FREE_OF_LOGIN, FREE_TOGETHER, REMEMBERED_MAX, Standing, Throttle, Try};
use karavan_model::Region;
use std::time::{Duration, Instant};

const HERE: Region = Region(0);
const ELSEWHERE: Region = Region(1);

fn place(number: usize) -> Client {
    let [.., third, fourth] = number.to_be_bytes();
    Client::at([203, 0, third, fourth])
}

fn from(login: &str, number: usize) -> Try<'_> {
    Try {
        region: HERE,
        login,
        client: place(number),
        session: None,
    }
}

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

#[test]
fn mistyping_is_free_guessing_is_slow_and_the_wait_ends() {
    let (throttle, start) = (Throttle::default(), Instant::now());
    let mut now = start;
    let mut guesses = 0;
    while now < start + seconds(3600) {
        guesses += usize::from(throttle.admit(from("coordinator", 1), now).is_ok());
        now += seconds(1);
    }
    // 5 free ones, 6 while the wait doubles to a minute, then one a minute.
    assert!((60..=75).contains(&guesses), "{guesses}");
    assert!(throttle.admit(from("coordinator", 1), now + seconds(60)).is_ok());
    // The right person, elsewhere, waits two seconds at most.
    let elsewhere = now + seconds(63);
    assert!(throttle.admit(from("coordinator", 2), elsewhere).is_ok());
}

#[test]
fn codes_are_guessed_four_an_hour_and_who_was_here_before_waits_for_no_stranger() {
    let (throttle, start) = (Throttle::default(), Instant::now());
    let mut guesses = 0;
    for second in 0..6 * 3600 {
        let now = start + seconds(second);
        guesses += usize::from(throttle.admit_code((HERE, "me"), Standing::Stranger, now).is_ok());
    }
    // 5 free ones, 10 while the wait doubles to a quarter of an hour, then 4 an hour.
    assert!((30..=40).contains(&guesses), "{guesses}");
    let now = start + seconds(6 * 3600);
    throttle.admit_code((HERE, "me"), Standing::Known, now).unwrap();
    throttle.admit_code((HERE, "other"), Standing::Stranger, now).unwrap();
    throttle.code_succeeded((HERE, "me"), Standing::Stranger);
    throttle.admit_code((HERE, "me"), Standing::Stranger, now).unwrap();
}

#[test]
fn strangers_from_everywhere_do_not_make_wrong_codes_forgotten() {
    let (throttle, now) = (Throttle::default(), Instant::now());
    for _ in 0..FREE {
        throttle.admit_code((HERE, "me"), Standing::Stranger, now).unwrap();
    }
    let later = now + Duration::from_millis(1);
    for number in 0..REMEMBERED_MAX / 2 {
        let login = format!("nobody {number}");
        throttle.admit(from(&login, number), later).unwrap();
    }
    assert!(throttle.admit_code((HERE, "me"), Standing::Stranger, later).is_err());
}

#[test]
fn a_password_that_was_right_counts_for_nothing_while_the_code_is_awaited() {
    let (throttle, now) = (Throttle::default(), Instant::now());
    for _ in 0..3 * FREE_TOGETHER {
        let standing = throttle.admit(from("me", 1), now).unwrap();
        assert_eq!(standing, Standing::Stranger, "nor does it make anybody known");
        throttle.take_back(from("me", 1), standing, now);
    }
}

#[test]
fn many_tries_at_once_are_many() {
    let (throttle, now) = (Throttle::default(), Instant::now());
    let admitted = (0..50).filter(|_| throttle.admit(from("me", 1), now).is_ok());
    assert_eq!(admitted.count(), usize::try_from(FREE).unwrap());
}

#[test]
fn who_got_in_begins_anew() {
    let (throttle, now) = (Throttle::default(), Instant::now());
    for _ in 0..3 * FREE_OF_CLIENT {
        let standing = throttle.admit(from("me", 1), now).unwrap();
        throttle.succeeded(from("me", 1), standing, now);
    }
    while throttle.admit(from("me", 1), now).is_ok() {}
    throttle.succeeded(from("me", 1), Standing::Known, now);
    assert!(throttle.admit(from("me", 1), now).is_ok());
}

#[test]
fn trying_many_logins_is_slow_too_and_a_flood_from_everywhere_leaves_one_free_try() {
    let (throttle, now) = (Throttle::default(), Instant::now());
    let admitted = (0..100).filter(|login| throttle.admit(from(&login.to_string(), 1), now).is_ok());
    assert_eq!(admitted.count(), usize::try_from(FREE_OF_CLIENT).unwrap());
    let flood = usize::try_from(FREE_TOGETHER).unwrap();
    for number in 10..10 + flood {
        throttle.admit(from(&format!("login {number}"), number), now).unwrap();
    }
    assert!(throttle.admit(from("coordinator", 2), now).is_ok());
    assert!(throttle.admit(from("coordinator", 2), now).is_err());
    let later = now + seconds(61);
    for _ in 0..FREE - 1 {
        throttle.admit(from("coordinator", 2), later).unwrap();
    }
}

#[test]
fn one_login_is_guessed_slowly_from_however_many_places_and_a_known_place_waits_for_none_of_them() {
    let (throttle, start) = (Throttle::default(), Instant::now());
    let standing = throttle.admit(from("coordinator", 1), start).unwrap();
    assert_eq!(standing, Standing::Stranger);
    throttle.succeeded(from("coordinator", 1), standing, start);
    // A new place for every guess, ten a second for a minute.
    let guesses = (0..600u32).filter(|number| {
        let now = start + Duration::from_millis(100) * *number;
        throttle.admit(from("coordinator", 100 + *number as usize), now).is_ok()
    });
    // 50 free ones, then one in two seconds.
    let slow = usize::try_from(FREE_OF_LOGIN).unwrap() + 30;
    assert!((slow - 5..=slow + 5).contains(&guesses.count()));
    let now = start + seconds(60);
    let known = throttle.admit(from("coordinator", 1), now).unwrap();
    assert_eq!(known, Standing::Known);
    throttle.succeeded(from("coordinator", 1), known, now);
    // Even with somebody guessing on the same network, the browser that holds a session is counted by itself.
    while throttle.admit(from("coordinator", 1), now).is_ok() {}
    let browser = Try {
        session: Some("hash"),
        ..from("coordinator", 1)
    };
    assert_eq!(throttle.admit(browser, now).unwrap(), Standing::Known);
    // And on the known place itself the wait is short.
    assert!(throttle.admit(from("coordinator", 1), now + seconds(5)).is_ok());
}

#[test]
fn one_login_is_counted_by_region_and_one_client_over_all_of_them() {
    let (throttle, now) = (Throttle::default(), Instant::now());
    fn at(region: Region, login: &str, number: usize) -> Try<'_> {
        Try {
            region,
            ..from(login, number)
        }
    }
    let standing = throttle.admit(at(HERE, "me", 1), now).unwrap();
    throttle.succeeded(at(HERE, "me", 1), standing, now);
    let namesake = throttle.admit(at(ELSEWHERE, "me", 1), now).unwrap();
    assert_eq!(
        namesake,
        Standing::Stranger,
        "the same login of another region is another person"
    );
    for number in 0..usize::try_from(FREE_OF_LOGIN).unwrap() {
        throttle.admit(at(HERE, "you", 100 + number), now).unwrap();
    }
    assert!(throttle.admit(at(HERE, "you", 1_000), now).is_err());
    assert!(throttle.admit(at(ELSEWHERE, "you", 1_000), now).is_ok());
    for _ in 0..FREE {
        throttle.admit_code((HERE, "me"), Standing::Known, now).unwrap();
    }
    assert!(throttle.admit_code((HERE, "me"), Standing::Known, now).is_err());
    assert!(throttle.admit_code((ELSEWHERE, "me"), Standing::Known, now).is_ok());
    let later = now + seconds(61);
    let tries = (0..2 * FREE_OF_CLIENT).filter(|number| {
        let region = if number % 2 == 0 { HERE } else { ELSEWHERE };
        throttle
            .admit(at(region, &format!("somebody {number}"), 5_000), later)
            .is_ok()
    });
    assert_eq!(
        tries.count(),
        usize::try_from(FREE_OF_CLIENT).unwrap(),
        "two regions give no second chances"
    );
}
