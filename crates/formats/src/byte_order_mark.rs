//! `plain` (bytes) and `unmarked` (text): drop a byte order mark before the text; `plain` refuses UTF-16. Nothing is
//! decoded.

use super::fault::FormatError;

/// Some editors begin UTF-8 with it; it says nothing.
const MARK: &str = "\u{feff}";

/// The bytes without a mark before them.
pub(super) fn plain(bytes: &[u8]) -> Result<&[u8], FormatError> {
    let is_marked = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    // Without a mark every other byte of plain letters is 0.
    let is_wide = matches!(bytes, [0, a, 0, b, ..] | [a, 0, b, 0, ..] if *a != 0 && *b != 0);
    if is_marked || is_wide {
        return Err(FormatError::Utf16);
    }
    Ok(bytes.strip_prefix(MARK.as_bytes()).unwrap_or(bytes))
}

/// A text without a mark before it.
pub(super) fn unmarked(text: &str) -> &str {
    text.strip_prefix(MARK).unwrap_or(text)
}
