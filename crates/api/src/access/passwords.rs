//! `Passwords` checks passwords, says why a new one is too weak (`weakness`) and hashes it, with Argon2id on blocking
//! threads. Of two queues one is for unknown clients, the other for clients that have logged in before and for new
//! passwords; each works on one at a time, lets 16 wait, and answers 503 beyond. `first_start.rs` uses `hash` and
//! `salt` without a queue. How often a login may be tried is decided in `throttle.rs`.

use super::Standing;
use super::weak_password::weakness;
use crate::http::fault::FieldFault;
use crate::http::problem::{Kind, Problem};
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use karavan_service::{Chance, ServiceError};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Checks at a time per queue. Each takes 19 MiB and tens of milliseconds of a core; a flood of logins must not take
/// them all.
const AT_ONCE: usize = 1;
/// Checks that may wait in a queue; further ones get 503.
const WAITING_MAX: usize = 16;

/// The hash of a password that nobody has: checking it makes an unknown login take as long as a wrong password.
const DUMMY_HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$a2FyYXZhbi1uby1vbmU$NAIqlWyWyeNX0gUNbMmcAw8mqZFTMGPTIhyDmEFqEAg";

/// Checks and hashes passwords.
#[derive(Default)]
pub(crate) struct Passwords {
    known: Turns,
    strangers: Turns,
}

/// A queue: permits to work, and permits to wait for one.
struct Turns {
    places: Semaphore,
    turns: Arc<Semaphore>,
}

impl Default for Turns {
    fn default() -> Self {
        Self {
            places: Semaphore::new(AT_ONCE + WAITING_MAX),
            turns: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

impl Passwords {
    /// Whether the password is the one of this hash; `None` is a login that does not exist.
    pub(crate) async fn check(&self, who: Standing, password: String, hash: Option<String>) -> Result<bool, Problem> {
        let own = match who {
            Standing::Known => &self.known,
            Standing::Stranger => &self.strangers,
        };
        own.take(move || {
            let is_right = verify(&password, hash.as_deref().unwrap_or(DUMMY_HASH));
            is_right && hash.is_some()
        })
        .await
    }

    /// Why a new password is refused, if it is easy to guess.
    pub(crate) async fn weakness(&self, password: &str, login: &str) -> Result<Option<FieldFault>, Problem> {
        let (password, login) = (password.to_owned(), login.to_owned());
        self.known.take(move || weakness(&password, &login)).await
    }

    /// The hash to store of a new password. The caller must have proved that they may set it.
    pub(crate) async fn hashed(&self, password: String, chance: &dyn Chance) -> Result<String, Problem> {
        let salt = salt(chance)?;
        let hashed = self.known.take(move || hash(&password, &salt)).await?;
        hashed.ok_or_else(|| Kind::Internal.into())
    }
}

impl Turns {
    /// Runs `work` on a blocking thread when its turn comes; 503 when too many wait.
    async fn take<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
        let busy = || Problem::from(Kind::Busy).retry_after(1);
        let _place = self.places.try_acquire().map_err(|_| busy())?;
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| busy())?;
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        done.await.map_err(|_| busy())
    }
}

/// Random bytes that make hashes of equal passwords differ; 16, as RFC 9106 recommends.
pub(super) type Salt = [u8; 16];

pub(super) fn salt(chance: &dyn Chance) -> Result<Salt, ServiceError> {
    let mut salt = Salt::default();
    chance.fill(&mut salt)?;
    Ok(salt)
}

/// The hash of a password, as a PHC string.
pub(super) fn hash(password: &str, salt: &Salt) -> Option<String> {
    let hash = Argon2::default()
        .hash_password_with_salt(password.as_bytes(), salt)
        .ok()?;
    Some(hash.to_string())
}

fn verify(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{DUMMY_HASH, Passwords, Salt, Standing, hash, verify};
    use argon2::password_hash::phc::PasswordHash;

    const SALT: Salt = [7; 16];

    #[tokio::test]
    async fn only_the_right_password_of_somebody_is_right() {
        let kept = hash("correct horse", &SALT).unwrap();
        assert!(kept.starts_with("$argon2id$"));
        let passwords = Passwords::default();
        let check = |password: &str, hash: Option<&str>| {
            passwords.check(Standing::Known, password.to_owned(), hash.map(str::to_owned))
        };
        assert!(check("correct horse", Some(&kept)).await.unwrap());
        assert!(!check("wrong horse", Some(&kept)).await.unwrap());
        assert!(!check("correct horse", None).await.unwrap());
    }

    #[test]
    fn nobodys_hash_costs_as_much_as_a_real_one() {
        let (nobodys, real) = (PasswordHash::new(DUMMY_HASH).unwrap(), hash("x", &SALT).unwrap());
        let real = PasswordHash::new(&real).unwrap();
        assert_eq!((nobodys.algorithm, &nobodys.params), (real.algorithm, &real.params));
        assert!(!verify("", DUMMY_HASH));
    }
}
