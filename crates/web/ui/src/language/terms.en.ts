// English names of units, parts of an address, goods and skills, for `format.ts`.
export const termsEn = {
  units: { hour: 'h', minute: 'min', meter: 'm', kilometer: 'km' },
  door: { entrance: 'entrance', floor: 'floor', flat: 'flat', intercom: 'intercom' },
  goods: { food: 'Food', medicine: 'Medicine', essentials: 'Essentials', equipment: 'Care equipment' },
  skills: { lift: 'lifts heavy things', medic: 'medic', red_zone: 'red zone' },
} as const;
