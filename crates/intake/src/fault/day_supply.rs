//! What is wrong with vehicles and with what hubs have, in English and Russian.

use crate::brief::Texts;

pub(super) fn no_such_vehicle(vehicle: &str, known: &[String]) -> Texts {
    let (listed, listed_ru) = match known {
        [] => ("none is kept".to_owned(), "пока ни одной нет".to_owned()),
        known => (
            format!("there are {}", known.join(", ")),
            format!("есть {}", known.join(", ")),
        ),
    };
    [
        format!("there is no one vehicle “{vehicle}”"),
        format!("нет одной такой машины «{vehicle}»"),
        format!("write the id of a vehicle that is kept, or leave it empty; {listed}"),
        format!("напишите номер машины из списка или оставьте пустым; {listed_ru}"),
    ]
}

pub(super) fn other_vehicle(vehicle: &str, has: &str, said: &str) -> Texts {
    [
        format!("the vehicle {vehicle} has {has}, and the shift says {said}"),
        format!("у машины {vehicle} записано {has}, а в смене {said}"),
        "leave it empty: kind and capacity are the vehicle's own; or correct the vehicle".to_owned(),
        "оставьте пустым: вид и вместимость берутся у машины; или исправьте машину".to_owned(),
    ]
}

pub(super) fn vehicle_taken(vehicle: &str, [volunteer, other]: &[String; 2], hours: &str) -> Texts {
    [
        format!("the vehicle {vehicle} of {volunteer} goes with the shift of {other} at {hours} that day"),
        format!("машина {vehicle} волонтёра {volunteer} в этот день занята в смене волонтёра {other} {hours}"),
        format!("give {volunteer} or {other} another vehicle, or other hours"),
        format!("дайте волонтёру {volunteer} или {other} другую машину или другие часы"),
    ]
}

pub(super) fn two_owners() -> Texts {
    [
        "the vehicle has a volunteer and an organisation as owners".to_owned(),
        "у машины указаны и волонтёр, и организация".to_owned(),
        "leave one of them empty".to_owned(),
        "оставьте что-то одно".to_owned(),
    ]
}

pub(super) fn counted_twice(goods: &str) -> Texts {
    [
        format!("“{goods}” is counted twice"),
        format!("«{goods}» посчитано дважды"),
        "add the two up".to_owned(),
        "сложите оба количества".to_owned(),
    ]
}
