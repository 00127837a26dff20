//! `decode`: the bytes of a table as text: UTF-8, UTF-16 with its mark, or windows-1251; what seems to be anything else
//! is refused with a `DecodeFault`. One-byte encodings are told apart in `encoding_guess.rs`.

use super::encoding_guess::{best_encoding, is_mostly_utf8};
use crate::fault::FileFault;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};

/// A fault and the byte it is about, so that its row and column can be named.
#[derive(Debug)]
pub(super) struct DecodeFault {
    pub(super) fault: FileFault,
    pub(super) offset: Option<usize>,
}

/// The first bytes of zip archives (xlsx, ods) and of old Office files (xls).
const WORKBOOK_MARKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xD0\xCF\x11\xE0"];

/// Reads the bytes as text without its byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<String, DecodeFault> {
    if WORKBOOK_MARKS.iter().any(|mark| bytes.starts_with(mark)) {
        return Err(whole(FileFault::Workbook));
    }
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding == UTF_16LE || encoding == UTF_16BE => utf16(encoding, &bytes[mark..])?,
        _ if bytes.contains(&0) => {
            let offset = bytes.iter().position(|byte| *byte == 0).unwrap_or_default();
            return Err(at(offset, FileFault::NotText { offset }));
        }
        Some((_, mark)) => utf8(bytes, mark)?,
        None if is_valid_utf8(bytes) => utf8(bytes, 0)?,
        None => one_byte(bytes)?,
    };
    if text.trim().is_empty() {
        return Err(whole(FileFault::Empty));
    }
    Ok(text)
}

fn is_valid_utf8(bytes: &[u8]) -> bool {
    Encoding::utf8_valid_up_to(bytes) == bytes.len()
}

fn utf8(bytes: &[u8], mark: usize) -> Result<String, DecodeFault> {
    UTF_8
        .decode_without_bom_handling_and_without_replacement(&bytes[mark..])
        .map(std::borrow::Cow::into_owned)
        .ok_or_else(|| broken_utf8(bytes))
}

fn broken_utf8(bytes: &[u8]) -> DecodeFault {
    let offset = Encoding::utf8_valid_up_to(bytes);
    at(
        offset,
        FileFault::BrokenUtf8 {
            offset,
            byte: bytes.get(offset).copied().unwrap_or_default(),
        },
    )
}

fn utf16(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, DecodeFault> {
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .filter(|text| !text.contains('\0'))
        .map(std::borrow::Cow::into_owned)
        .ok_or_else(|| whole(FileFault::NotText { offset: bytes.len() }))
}

/// Text in some encoding of one byte a letter. A control byte means it is no text at all.
fn one_byte(bytes: &[u8]) -> Result<String, DecodeFault> {
    let is_control = |byte: &u8| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C);
    if let Some(offset) = bytes.iter().position(is_control) {
        return Err(at(offset, FileFault::NotText { offset }));
    }
    if is_mostly_utf8(bytes) {
        return Err(broken_utf8(bytes));
    }
    let best = best_encoding(bytes);
    if best == Some(WINDOWS_1251) {
        return Ok(WINDOWS_1251.decode_without_bom_handling(bytes).0.into_owned());
    }
    let offset = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or_default();
    let looks_like = best.map(Encoding::name);
    Err(at(offset, FileFault::ForeignEncoding { looks_like, offset }))
}

const fn whole(fault: FileFault) -> DecodeFault {
    DecodeFault { fault, offset: None }
}

const fn at(offset: usize, fault: FileFault) -> DecodeFault {
    DecodeFault {
        fault,
        offset: Some(offset),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
    use super::decode;
    use crate::fault::FileFault;
    use encoding_rs::{IBM866, ISO_8859_5, KOI8_R, WINDOWS_1251, WINDOWS_1252, X_MAC_CYRILLIC};

    const TEXT: &str = "№ заявки;Адрес;Комментарий\nR0001;ул. Гончарова, д. 12 к1, кв. 45;не слышит звонок, стучать\n";

    #[test]
    fn the_ways_excel_writes_text_all_read_the_same() {
        assert_eq!(decode(TEXT.as_bytes()).unwrap(), TEXT);
        assert_eq!(decode(format!("\u{FEFF}{TEXT}").as_bytes()).unwrap(), TEXT);
        assert_eq!(decode(&WINDOWS_1251.encode(TEXT).0).unwrap(), TEXT);
        let utf16: Vec<u8> = std::iter::once(0xFEFF)
            .chain(TEXT.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(decode(&utf16).unwrap(), TEXT);
        let utf16: Vec<u8> = std::iter::once(0xFEFF)
            .chain(TEXT.encode_utf16())
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(decode(&utf16).unwrap(), TEXT);
    }

    #[test]
    fn other_cyrillic_encodings_are_named_and_refused() {
        let text = TEXT.replace('№', "N");
        for encoding in [KOI8_R, IBM866, ISO_8859_5, X_MAC_CYRILLIC] {
            for text in [&text, &text.to_lowercase()] {
                let fault = decode(&encoding.encode(text).0).unwrap_err().fault;
                let FileFault::ForeignEncoding { looks_like, .. } = fault else {
                    panic!("{text} {fault:?}")
                };
                assert_eq!(looks_like, Some(encoding.name()), "{text}");
            }
            // Capitals of two of them are the same bytes, so that only the refusal is sure.
            let capitals = decode(&encoding.encode(&text.to_uppercase()).0).unwrap_err().fault;
            assert!(
                matches!(
                    capitals,
                    FileFault::ForeignEncoding {
                        looks_like: Some(_),
                        ..
                    }
                ),
                "{capitals:?}"
            );
        }
    }

    #[test]
    fn capitals_in_windows_1251_are_read() {
        let text = TEXT.to_uppercase();
        assert_eq!(decode(&WINDOWS_1251.encode(&text).0).unwrap(), text);
    }

    #[test]
    fn western_accents_are_not_taken_for_cyrillic() {
        let bytes = WINDOWS_1252
            .encode("id,address,need\n1,Rua de São João 5 Conceição,food\n")
            .0;
        assert!(matches!(
            decode(&bytes).unwrap_err().fault,
            FileFault::ForeignEncoding { offset: 26, .. }
        ));
    }

    #[test]
    fn one_broken_byte_in_utf8_is_found_and_not_turned_into_garbage() {
        let mut bytes = TEXT.as_bytes().to_vec();
        // The second byte of the first letter of «Адрес»: the header before it takes 3 + 1 + 12 + 1 = 17 bytes.
        bytes[18] = b'?';
        let fault = decode(&bytes).unwrap_err();
        assert_eq!(fault.fault, FileFault::BrokenUtf8 { offset: 17, byte: 0xD0 });
    }

    #[test]
    fn workbooks_archives_and_noise_are_not_text() {
        assert_eq!(decode(b"PK\x03\x04rest").unwrap_err().fault, FileFault::Workbook);
        assert_eq!(
            decode(b"id,need\n1\0,food\n").unwrap_err().fault,
            FileFault::NotText { offset: 9 }
        );
        assert_eq!(
            decode(b"id,\x01\xFF\xFE\x80").unwrap_err().fault,
            FileFault::NotText { offset: 3 }
        );
        for empty in [&b""[..], b"\xEF\xBB\xBF", b" \r\n\n"] {
            assert_eq!(decode(empty).unwrap_err().fault, FileFault::Empty);
        }
    }
}
