//! Tests of the embedded files, with or without built screens: both pages, paths that lead out of the folder, files
//! with and without a slash, content types, caching, and that scripts and links of the pages name no other host.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use super::{Built, console, content_type::content_type, file, is_built, volunteer};

fn text(page: &super::WebFile) -> &str {
    std::str::from_utf8(&page.bytes).unwrap()
}

#[test]
fn both_pages_are_always_there_and_are_html_that_may_change() {
    for page in [console(), volunteer()] {
        assert_eq!(page.content_type, "text/html; charset=utf-8");
        assert!(text(&page).starts_with("<!doctype html>"));
        assert!(!page.immutable);
        assert!(
            page.etag.starts_with('"') && page.etag.ends_with('"') && page.etag.len() > 2,
            "{}",
            page.etag
        );
    }
}

#[test]
fn without_a_build_the_page_says_in_both_languages_how_to_make_one() {
    let page = super::not_built();
    for line in [
        "Экраны не собраны",
        "The screens are not built",
        "make web",
        "npm ci &amp;&amp; npm run build",
    ] {
        assert!(text(&page).contains(line), "{line}");
    }
    assert_eq!(console() == page, !is_built());
}

#[test]
fn a_file_that_was_not_built_is_none_and_no_path_leads_out_of_the_folder() {
    for path in [
        "",
        "/",
        "nothing.js",
        "../package.json",
        "/../Cargo.toml",
        "assets/../../package.json",
        "assets",
        ".built",
    ] {
        assert_eq!(file(path), None, "{path}");
    }
}

#[test]
fn every_built_file_is_found_with_and_without_a_slash_and_only_hashed_names_are_kept_for_ever() {
    for path in Built::iter().filter(|path| !path.starts_with('.')) {
        let found = file(&path).unwrap();
        assert_eq!(Some(&found), file(&format!("/{path}")).as_ref());
        assert_eq!(found.immutable, path.starts_with("assets/"), "{path}");
        assert_ne!(
            found.content_type, "application/octet-stream",
            "{path} has an end nobody told us about"
        );
    }
}

#[test]
fn pages_ask_for_nothing_from_other_hosts_and_hold_no_inline_script() {
    for page in [console(), volunteer()] {
        for tag in text(&page)
            .split('<')
            .filter(|tag| tag.starts_with("script") || tag.starts_with("link"))
        {
            assert!(!tag.contains("//"), "{tag}");
            assert!(!tag.starts_with("script") || tag.contains(" src=\"/"), "{tag}");
        }
    }
}

#[test]
fn scripts_styles_and_pages_say_what_they_are() {
    assert_eq!(content_type("assets/console-1a2b.js"), "text/javascript; charset=utf-8");
    assert_eq!(
        content_type("assets/maplibre-gl-worker-1a2b.mjs"),
        "text/javascript; charset=utf-8"
    );
    assert_eq!(content_type("assets/console-1a2b.css"), "text/css; charset=utf-8");
    assert_eq!(content_type("r.html"), "text/html; charset=utf-8");
    assert_eq!(content_type("without-an-end"), "application/octet-stream");
}
