//! Tests of drafts: several faults are told at once by field, in both languages; what is not given has a default; a
//! shift keeps its usual vehicle; and `docs/intake.md` states the main limits in the code.
#![allow(clippy::unwrap_used, reason = "tests")]

use karavan_intake::limits::{
    BREAK_MINUTES, BREAK_MINUTES_USUAL, CAPACITY, ITEMS_MAX, LINE_MAX, Limits, QUANTITY, SERVICE_MINUTES, SOURCE_MAX,
    SOURCE_REF_MAX, TEXT_MAX,
};
use karavan_intake::{
    FaultText, Fleet, Given, HubDraft, Known, NeedDraft, RequestDraft, ShiftDraft, VolunteerDraft, accept_hub,
    accept_request, accept_shift, accept_volunteer,
};
use karavan_model::{Date, Urgency, VehicleKind, VolunteerId};

#[test]
fn every_fault_of_a_draft_is_told_at_once_by_its_field_in_both_languages() {
    let draft = RequestDraft {
        source: "x".repeat(65).as_str().into(),
        needs: Given::This(vec![
            NeedDraft {
                goods: "food".into(),
                quantity: Given::This(0.into()),
            },
            NeedDraft {
                goods: "wings".into(),
                quantity: Given::Unreadable,
            },
        ]),
        service_minutes: Given::This(481.into()),
        ..RequestDraft::default()
    };
    let refused = accept_request(draft, &Known::default()).unwrap_err();
    let told: Vec<(String, &str)> = refused
        .iter()
        .map(|one| (one.field.to_string(), FaultText::from(one.fault.clone()).code.code))
        .collect();
    let told: Vec<(&str, &str)> = told.iter().map(|(field, code)| (field.as_str(), *code)).collect();
    let wanted = [
        ("address", "K2004"),
        ("source", "K2024"),
        ("needs/0/quantity", "K2006"),
        ("needs/1/goods", "K2005"),
        ("service_minutes", "K2013"),
    ];
    assert_eq!(told, wanted);
    for one in refused {
        let told = FaultText::from(one.fault);
        for text in [told.why, told.why_ru, told.mend, told.mend_ru] {
            assert!(!text.is_empty());
        }
    }
}

#[test]
fn what_is_not_said_has_one_default() {
    let request = RequestDraft {
        source: "112".into(),
        address: "".into(),
        needs: Given::This(vec![NeedDraft {
            goods: "еда".into(),
            quantity: Given::Nothing,
        }]),
        ..RequestDraft::default()
    };
    let accepted = accept_request(request, &Known::default()).unwrap();
    assert_eq!((accepted.date(), accepted.reference()), (None, None));
    let day = Date::new(2026, 11, 21).unwrap();
    let request = accepted.on(day);
    assert_eq!(request.date, day);
    assert_eq!(
        (request.needs[0].goods.as_str(), request.needs[0].quantity),
        ("food", 1)
    );
    assert_eq!(
        (request.urgency, request.windows.len(), request.hub),
        (Urgency::Normal, 0, None)
    );

    let volunteer = VolunteerDraft {
        id: "V1".into(),
        home: "Лесная 1".into(),
        ..VolunteerDraft::default()
    };
    assert_eq!(accept_volunteer(volunteer).unwrap().name, "V1");

    let hub = HubDraft {
        id: "H1".into(),
        address: "Лесная 1".into(),
        offers: Given::This(vec!["food".to_owned()]),
        ..HubDraft::default()
    };
    let hub = accept_hub(hub).unwrap();
    let hours = (hub.hours.opens.to_string(), hub.hours.closes.to_string());
    assert_eq!(
        (hub.name.as_str(), hours),
        ("H1", ("00:00".to_owned(), "24:00".to_owned()))
    );
}

#[test]
fn what_a_shift_lacks_is_told_and_its_vehicle_is_the_usual_one() {
    let (id, day) = (VolunteerId::from("V1"), Date::new(2026, 11, 21).unwrap());
    let bare = ShiftDraft {
        vehicle: Given::Unreadable,
        ..ShiftDraft::default()
    };
    let hours = karavan_intake::WindowDraft {
        opens: Given::This("9:00".parse().unwrap()),
        closes: Given::This("13:00".parse().unwrap()),
    };
    let with_a_van = ShiftDraft {
        hours: hours.clone(),
        vehicle: Given::This(VehicleKind::Van),
        capacity: Given::This(9.into()),
        ..ShiftDraft::default()
    };
    let kept = accept_shift(with_a_van, &id, day, &Fleet::default()).unwrap();
    let before = Fleet::of(Vec::new(), vec![kept]);
    let refused = accept_shift(bare, &id, day, &before).unwrap_err();
    let fields: Vec<&str> = refused.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(fields, ["from", "to", "capacity"]);
    let draft = ShiftDraft {
        hours,
        capacity: Given::This(5.into()),
        ..ShiftDraft::default()
    };
    let shift = accept_shift(draft, &id, day, &before).unwrap();
    assert_eq!(shift.vehicle, VehicleKind::Van);
}

#[test]
fn the_page_tells_the_limits_that_are_kept() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/intake.md");
    let page = std::fs::read_to_string(path).unwrap().replace(',', "");
    let range = |Limits { least, most }: Limits| format!("{least}–{most}");
    let letters = |most: usize| format!("at most {most} characters");
    let told = [
        range(QUANTITY),
        range(CAPACITY),
        range(SERVICE_MINUTES),
        format!("from {} to {}", BREAK_MINUTES.least, BREAK_MINUTES.most),
        format!("{BREAK_MINUTES_USUAL} minutes"),
        letters(SOURCE_MAX),
        letters(SOURCE_REF_MAX),
        letters(LINE_MAX),
        letters(TEXT_MAX),
        format!("at most {ITEMS_MAX} items"),
    ];
    for limit in told {
        assert!(page.contains(&limit), "docs/intake.md does not tell: {limit}");
    }
}
