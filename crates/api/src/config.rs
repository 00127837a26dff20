//! How the server is set up.

use crate::http::networks::Network;

/// How the server is reached.
#[derive(Clone, Debug)]
pub struct ServeConfig {
    /// What people type; with `https://` cookies travel over TLS only.
    pub base_url: String,
    /// Proxies that are believed when they say for whom they speak (`X-Forwarded-For`). Nobody is unless named here.
    pub trusted_proxies: Vec<Network>,
}
