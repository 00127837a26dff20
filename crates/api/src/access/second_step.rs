//! The second step of signing in: `pass_second_step` and `prove_with_code` take a code of the telephone (TOTP, RFC
//! 6238) or a recovery code and use it up. Also makes secrets, recovery codes and the QR code (`qr_path`), and finds
//! the step of a code (`step_of`).

use super::Standing;
use crate::app::App;
use crate::http::problem::{Kind, Problem};
use crate::texts::access as texts;
use karavan_model::{Actor, Timestamp};
use karavan_service::{Chance, ServiceError, hash_of};
use karavan_store::SecondStep;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;
use std::time::Instant;
use totp_rs::{Builder, Secret};

/// Bits of the secret: 160, as RFC 4226 recommends.
const SECRET_BYTES: usize = 20;
/// How many recovery codes a person gets.
const RECOVERY_CODES: usize = 10;
/// Bytes of one: 120 bits are too many to be guessed, so a plain fast hash is enough.
const RECOVERY_BYTES: usize = 15;
/// Letters of one in Base32, and of the groups they are written in.
const RECOVERY_LETTERS: usize = 24;
const GROUP_LETTERS: usize = 4;
/// The longest code that is looked at, with the gaps that people type.
pub(crate) const CODE_MAX: usize = 64;
/// Empty modules around a QR code, as ISO/IEC 18004 wants.
const QUIET: usize = 4;

/// A QR code as an SVG path: a unit is a module, the quiet zone is part of the size.
pub(crate) struct QrPath {
    pub(crate) size: usize,
    pub(crate) path: String,
}

/// A new secret, in Base32.
pub(crate) fn new_step_secret(chance: &dyn Chance) -> Result<String, ServiceError> {
    base32(chance, SECRET_BYTES)
}

/// Ten recovery codes as they are shown: `ABCD-EFGH-…`.
pub(crate) fn new_recovery_codes(chance: &dyn Chance) -> Result<Vec<String>, ServiceError> {
    let code = || -> Result<String, ServiceError> {
        let letters: Vec<char> = base32(chance, RECOVERY_BYTES)?.chars().collect();
        let groups = letters
            .chunks(GROUP_LETTERS)
            .map(|group| group.iter().collect::<String>());
        Ok(groups.collect::<Vec<String>>().join("-"))
    };
    (0..RECOVERY_CODES).map(|_| code()).collect()
}

/// What is kept of a recovery code, however it was typed.
pub(crate) fn recovery_hash(code: &str) -> String {
    hash_of(&letters_of(code))
}

/// What an authenticator reads from the QR code.
pub(crate) fn step_uri(login: &str, secret: &str) -> String {
    let login = utf8_percent_encode(login, NON_ALPHANUMERIC);
    format!("otpauth://totp/Karavan:{login}?secret={secret}&issuer=Karavan")
}

/// A text as a QR code; `None` when it is too long for one.
pub(crate) fn qr_path(text: &str) -> Option<QrPath> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            let quiet = i32::try_from(QUIET).ok()?;
            write!(path, "M{} {}h1v1h-1z", x + quiet, y + quiet).ok()?;
        }
    }
    let size = usize::try_from(code.size()).ok()? + 2 * QUIET;
    Some(QrPath { size, path })
}

/// The step of thirty seconds whose code this is: the present one, the one before or the one after.
pub(crate) fn step_of(secret: &str, code: &str, now: Timestamp) -> Option<i64> {
    let secret = Secret::try_from_base32(secret).ok()?;
    let totp = Builder::new().with_secret(secret).build().ok()?;
    let seconds = u64::try_from(now.0.div_euclid(1_000_000)).ok()?;
    i64::try_from(totp.check(&letters_of(code), seconds)?).ok()
}

/// Lets a person whose password was right through, when they have no second step or this is a code of it.
pub(crate) async fn pass_second_step(
    app: &App,
    login: &str,
    standing: Standing,
    code: Option<&str>,
) -> Result<(), Problem> {
    let step = app.service.second_step(login).await?;
    let Some(step) = step.filter(|step| step.confirmed_at.is_some()) else {
        return Ok(());
    };
    let Some(code) = code else {
        return Err(Kind::SecondStepWanted.into());
    };
    match use_code(app, login, standing, &step, code).await? {
        true => Ok(()),
        false => Err(Kind::SecondStepWrong.into()),
    }
}

/// Uses a code up; answers whether it was right and had not been used. Wrong ones of six digits wait for each other; a
/// recovery code cannot be guessed and never waits, so that nobody is locked out by others' guesses.
pub(crate) async fn use_code(
    app: &App,
    login: &str,
    standing: Standing,
    step: &SecondStep,
    code: &str,
) -> Result<bool, Problem> {
    if letters_of(code).len() == RECOVERY_LETTERS {
        let acting = app.service.by(Actor::Person(login.to_owned()));
        return Ok(acting.use_recovery_code(login, &recovery_hash(code)).await?);
    }
    let account = (app.service.region(), login);
    app.shared.throttle.admit_code(account, standing, Instant::now())?;
    let Some(number) = step_of(&step.secret, code, app.service.now()) else {
        return Ok(false);
    };
    let is_new = app.service.use_second_step(login, number).await?;
    if is_new {
        app.shared.throttle.code_succeeded(account, standing);
    }
    Ok(is_new)
}

/// The same for a person who is logged in; a wrong code is a fault of what was sent.
pub(crate) async fn prove_with_code(app: &App, login: &str, step: &SecondStep, code: &str) -> Result<(), Problem> {
    match use_code(app, login, Standing::Known, step, code).await? {
        true => Ok(()),
        false => Err(wrong_code()),
    }
}

/// A code that a person who is logged in typed wrong.
pub(crate) fn wrong_code() -> Problem {
    Problem::from(Kind::Invalid).saying(texts::CODE_WRONG)
}

fn base32(chance: &dyn Chance, bytes: usize) -> Result<String, ServiceError> {
    let mut drawn = vec![0; bytes];
    chance.fill(&mut drawn)?;
    Ok(Secret::new(drawn.into_boxed_slice()).to_base32())
}

/// Letters and digits of a code, without the gaps that people type.
fn letters_of(code: &str) -> String {
    let letters = code.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{new_recovery_codes, qr_path, recovery_hash, step_of, step_uri};
    use karavan_model::Timestamp;
    use karavan_service::SystemChance;
    use std::collections::BTreeSet;

    /// The secret of the test vectors of RFC 6238: `12345678901234567890`.
    const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    fn at(seconds: i64) -> Timestamp {
        Timestamp(seconds * 1_000_000)
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // The last six of the eight digits of appendix B.
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(step_of(SECRET, code, at(seconds)), Some(seconds / 30), "{seconds}");
        }
    }

    #[test]
    fn a_code_holds_one_step_before_and_after_however_it_is_typed() {
        let (now, code) = (1_111_111_111, "050471");
        let step = now / 30;
        for (seconds, found) in [(-60, None), (-30, Some(step)), (30, Some(step)), (60, None)] {
            assert_eq!(step_of(SECRET, code, at(now + seconds)), found, "{seconds}");
        }
        assert_eq!(step_of(SECRET, " 050 471 ", at(now)), Some(step));
        for wrong in ["", "050472", "50471", "0504710", "05047I"] {
            assert_eq!(step_of(SECRET, wrong, at(now)), None, "{wrong}");
        }
    }

    #[test]
    fn ten_recovery_codes_differ_and_are_known_however_they_are_typed() {
        let codes = new_recovery_codes(&SystemChance).unwrap();
        let hashes: BTreeSet<String> = codes.iter().map(|code| recovery_hash(code)).collect();
        assert_eq!(hashes.len(), 10);
        for code in &codes {
            assert_eq!(code.split('-').map(str::len).collect::<Vec<_>>(), [4; 6], "{code}");
            let typed = code.to_lowercase().replace('-', " ");
            assert_eq!(recovery_hash(&typed), recovery_hash(code));
        }
    }

    #[test]
    fn the_qr_code_has_three_finders_and_a_quiet_zone() {
        let uri = step_uri("ольга", SECRET);
        assert!(uri.starts_with("otpauth://totp/Karavan:%D0%BE"), "{uri}");
        let code = qr_path(&uri).unwrap();
        // A finder's upper edge is seven dark modules in a row.
        for (x, y) in [(4, 4), (code.size - 11, 4), (4, code.size - 11)] {
            for along in 0..7 {
                assert!(
                    code.path.contains(&format!("M{} {y}h1v1h-1z", x + along)),
                    "{x} {y} {along}"
                );
            }
        }
        assert!(!code.path.contains("M3 ") && !code.path.contains(&format!("M{} ", code.size - 4)));
        assert!(qr_path(&"x".repeat(5000)).is_none());
    }
}
