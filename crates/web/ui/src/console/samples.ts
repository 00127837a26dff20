// `SAMPLES`: small example tables of requests, volunteers and hubs for download, in Russian and English. Columns of
// volunteers and hubs have English names in both.
import type { Lang } from '../wire/problem';
import type { TableKind } from './desk.svelte';

const VOLUNTEER_COLUMNS = ['id', 'name', 'organisation', 'phone', 'home', 'end', 'shift_from', 'shift_to', 'capacity', 'max_stops', 'skills', 'red_zone'];
const HUB_COLUMNS = ['id', 'name', 'address', 'lon', 'lat', 'opens', 'closes', 'offers'];

export const SAMPLES: Record<Lang, Record<TableKind, string[][]>> = {
  ru: {
    requests: [
      ['№ заявки', 'Источник', 'ФИО', 'Телефон', 'Адрес', 'Что нужно', 'Кол-во', 'Время с', 'Время по', 'Срочность', 'Карантин', 'Комментарий'],
      ['1', '112', 'Получатель 1', '8 900 000-00-01', 'ул. Абая, д. 10, кв. 5, подъезд 2, домофон 5', 'продуктовый набор', '1', '10:00', '12:00', 'обычная', 'нет', 'позвонить за 15 минут'],
      ['2', 'Соцзащита', 'Получатель 2', '8 900 000-00-02', 'пр. Достык, 125', 'лекарства', '1', '', '', 'срочная', 'да', ''],
    ],
    volunteers: [VOLUNTEER_COLUMNS, ['V001', 'Волонтёр 1', 'Организация', '8 900 000-00-03', 'ул. Жарокова, 260а', 'home', '09:00', '15:00', '12', '15', '', 'no']],
    hubs: [HUB_COLUMNS, ['H1', 'Пункт выдачи 1', 'Аксай-4 мкр., 59', '', '', '08:00', '19:00', 'food,essentials']],
  },
  // Addresses stay as the map writes them.
  en: {
    requests: [
      ['id', 'source', 'recipient', 'phone', 'address', 'need', 'quantity', 'window_from', 'window_to', 'priority', 'quarantine', 'comment'],
      ['1', '112', 'Recipient 1', '8 900 000-00-01', 'ул. Абая, д. 10, кв. 5, подъезд 2, домофон 5', 'food', '1', '10:00', '12:00', 'normal', 'no', 'ring 15 minutes before'],
      ['2', 'Social services', 'Recipient 2', '8 900 000-00-02', 'пр. Достык, 125', 'medicine', '1', '', '', 'urgent', 'yes', ''],
    ],
    volunteers: [VOLUNTEER_COLUMNS, ['V001', 'Volunteer 1', 'Organisation', '8 900 000-00-03', 'ул. Жарокова, 260а', 'home', '09:00', '15:00', '12', '15', '', 'no']],
    hubs: [HUB_COLUMNS, ['H1', 'Hub 1', 'Аксай-4 мкр., 59', '', '', '08:00', '19:00', 'food,essentials']],
  },
};
