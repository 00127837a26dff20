//! Authentication and permission of callers: API keys, sessions, passwords and their links, the second step, throttle
//! of logins, quota of keys, cross-site protection, the first start, and the extractors that check a call
//! (`recognition.rs`).

mod browser;
mod caller;
mod client;
mod first_start;
mod key_pace;
mod keys;
mod origin;
mod password_link;
mod passwords;
mod recognition;
mod second_step;
mod sessions;
mod throttle;
mod weak_password;

pub(crate) use browser::Browser;
pub(crate) use caller::Caller;
pub(crate) use client::{Client, Peer};
pub(crate) use first_start::user_to_invite;
pub use first_start::{FirstSecrets, first_start, new_key, new_user, next_key};
pub(crate) use key_pace::{KeyPace, Metered};
pub use keys::KeyOrder;
pub(crate) use origin::same_origin;
pub(crate) use password_link::PasswordLink;
pub use password_link::password_link;
pub(crate) use passwords::Passwords;
pub(crate) use recognition::{ByAnyone, ByStaff, ByStaffOrKey, ByVolunteer};
pub(crate) use second_step::{
    CODE_MAX, new_recovery_codes, new_step_secret, pass_second_step, prove_with_code, qr_path, recovery_hash, step_of,
    step_uri, wrong_code,
};
pub(crate) use sessions::{begin_session, end_cookie, is_valid, session_of};
pub(crate) use throttle::{Standing, Throttle, Try};
