// Russian names of units, parts of an address, goods and skills, for `format.ts`.
export const termsRu = {
  units: { hour: 'ч', minute: 'мин', meter: 'м', kilometer: 'км' },
  door: { entrance: 'подъезд', floor: 'этаж', flat: 'кв.', intercom: 'домофон' },
  goods: {
    food: 'Продукты',
    medicine: 'Лекарства',
    essentials: 'Товары первой необходимости',
    equipment: 'Средства ухода и реабилитации',
  },
  skills: { lift: 'поднимает тяжёлое', medic: 'медик', red_zone: 'красная зона' },
} as const;
