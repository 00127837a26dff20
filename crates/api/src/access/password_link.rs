//! `password_link` makes a link by which a person chooses a new password, and `PasswordLink` reads and checks one:
//! valid for an hour and for one use. The call that takes it is in `v1/password.rs`.
//!
//! A link is not stored. Its signature (HMAC) is keyed with the hash of the current password, so it stops being valid
//! as soon as a new password is stored.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use karavan_model::Timestamp;
use karavan_store::User;
use sha2::Sha256;

const LASTS_SECONDS: i64 = 3600;

/// A link as it was sent.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PasswordLink {
    pub(crate) login: String,
    /// When it expires, in seconds since 1970.
    until: i64,
    seal: Vec<u8>,
}

/// The secret part of a link for this user: `login.until.seal`; login and signature are in base64url.
#[must_use]
pub fn password_link(user: &User, now: Timestamp) -> String {
    let until = now.0.div_euclid(1_000_000) + LASTS_SECONDS;
    let seal = sealing(user, until).map(|mac| mac.finalize().into_bytes());
    let seal = seal.map(|seal| URL_SAFE_NO_PAD.encode(seal)).unwrap_or_default();
    format!("{}.{until}.{seal}", URL_SAFE_NO_PAD.encode(&user.login))
}

impl PasswordLink {
    /// `None` when the text is not a whole link.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let (login, until, seal) = (parts.next()?, parts.next()?, parts.next()?);
        let link = Self {
            login: String::from_utf8(URL_SAFE_NO_PAD.decode(login).ok()?).ok()?,
            until: until.parse().ok()?,
            seal: URL_SAFE_NO_PAD.decode(seal).ok()?,
        };
        parts.next().is_none().then_some(link)
    }

    /// Whether it was made for this user and their current password, and has not expired.
    pub(crate) fn opens(&self, user: &User, now: Timestamp) -> bool {
        let is_sealed = sealing(user, self.until).is_some_and(|mac| mac.verify_slice(&self.seal).is_ok());
        is_sealed && self.login == user.login && now.0.div_euclid(1_000_000) < self.until
    }
}

fn sealing(user: &User, until: i64) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(user.password_hash.as_bytes()).ok()?;
    mac.update(format!("karavan password link\n{}\n{until}", user.login).as_bytes());
    Some(mac)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{LASTS_SECONDS, PasswordLink, password_link};
    use karavan_model::Timestamp;
    use karavan_store::User;

    const NOW: Timestamp = Timestamp(1_795_240_000_000_000);

    fn user(login: &str, password_hash: &str) -> User {
        User {
            login: login.to_owned(),
            password_hash: password_hash.to_owned(),
            role: karavan_model::Role::Coordinator,
            remit: karavan_model::Remit::default(),
        }
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp(NOW.0 + seconds * 1_000_000)
    }

    #[test]
    fn a_link_opens_for_its_person_and_password_within_the_hour() {
        let anna = user("анна", "hash 1");
        let text = password_link(&anna, NOW);
        let link = PasswordLink::read(&text).unwrap();
        assert_eq!(link.login, "анна");
        assert!(link.opens(&anna, NOW) && link.opens(&anna, at(LASTS_SECONDS - 1)));
        assert!(!link.opens(&anna, at(LASTS_SECONDS)));
        assert!(
            !link.opens(&user("анна", "hash 2"), NOW),
            "the password was changed since"
        );
        assert!(!link.opens(&user("ольга", "hash 1"), NOW));
    }

    #[test]
    fn a_link_that_was_changed_anywhere_opens_nothing() {
        let anna = user("анна", "hash 1");
        let text = password_link(&anna, NOW);
        for (place, letter) in text.char_indices() {
            let other = if letter == 'A' { 'Q' } else { 'A' };
            let changed = format!("{}{other}{}", &text[..place], &text[place + 1..]);
            let opens = PasswordLink::read(&changed).is_some_and(|link| link.opens(&anna, NOW));
            assert!(!opens, "{changed}");
            let cut = PasswordLink::read(&text[..place]).is_some_and(|link| link.opens(&anna, NOW));
            assert!(!cut, "cut at {place}");
        }
        assert_eq!(PasswordLink::read(&format!("{text}.x")), None);
    }
}
