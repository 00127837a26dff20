//! The files of the screens, embedded in the binary: `console`, `volunteer`, `regions` and `file` return them as
//! `WebFile` with type and `ETag`; `is_built` says whether the pages are there. The sources are in `ui/`; there
//! `npm run build` writes `ui/dist`, which is embedded. In place of a page that is not there, another says how to build
//! the screens: a plain `cargo build` needs no Node.js. The HTTP handlers are in the crate `karavan_api`.

mod content_type;

use content_type::content_type;
use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::fmt::Write;

/// What `npm run build` wrote; empty where it has not run.
#[derive(RustEmbed)]
#[folder = "ui/dist"]
#[allow_missing = true]
struct Built;

/// Shown in place of each page where the screens are not built.
const NOT_BUILT: &str = include_str!("../pages/not-built.html");

/// Names in this folder carry a hash of their content and never change.
const HASHED_FOLDER: &str = "assets/";

/// A file of the screens, ready to be answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebFile {
    /// The content as it is, not compressed.
    pub bytes: Cow<'static, [u8]>,
    /// What to say in `Content-Type`.
    pub content_type: &'static str,
    /// A strong entity tag with its quotes, made of the content alone.
    pub etag: String,
    /// Whether the name changes whenever the content does, so that a browser may keep it for ever.
    pub immutable: bool,
}

/// The file at `path`, with or without a leading slash: `assets/console-1a2b3c.js`, `sw.js`. `None` where there is
/// none.
///
/// The pages are files too (`index.html`, `r.html`, `regions.html`); [`console`], [`volunteer`] and [`regions`] are
/// the surer way to them.
#[must_use]
pub fn file(path: &str) -> Option<WebFile> {
    let path = path.strip_prefix('/').unwrap_or(path);
    // The mark of the build tool, and whatever else a developer's machine hides in a folder.
    if path.starts_with('.') {
        return None;
    }
    let built = Built::get(path)?;
    Some(WebFile {
        etag: etag(&built.metadata.sha256_hash()),
        bytes: built.data,
        content_type: content_type(path),
        immutable: path.starts_with(HASHED_FOLDER),
    })
}

/// The coordinator's console, served at `/`.
#[must_use]
pub fn console() -> WebFile {
    file("index.html").unwrap_or_else(not_built)
}

/// The volunteer's page, served at `/r`; the token follows in the fragment and reaches no server.
#[must_use]
pub fn volunteer() -> WebFile {
    file("r.html").unwrap_or_else(not_built)
}

/// The page on which people choose a region, served at `/` where there are several.
#[must_use]
pub fn regions() -> WebFile {
    file("regions.html").unwrap_or_else(not_built)
}

/// Whether the screens are in this binary, for a line in the log at start.
#[must_use]
pub fn is_built() -> bool {
    ["index.html", "r.html", "regions.html"]
        .into_iter()
        .all(|page| Built::get(page).is_some())
}

fn not_built() -> WebFile {
    WebFile {
        bytes: Cow::Borrowed(NOT_BUILT.as_bytes()),
        content_type: content_type("not-built.html"),
        etag: "\"not-built\"".to_owned(),
        immutable: false,
    }
}

/// Half of the content's SHA-256: enough to tell two builds apart.
fn etag(sha256: &[u8; 32]) -> String {
    let mut tag = String::with_capacity(34);
    tag.push('"');
    for byte in &sha256[..16] {
        // Writing to a `String` cannot fail.
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    tag
}

#[cfg(test)]
mod tests;
