// Signing in, in Russian: sessions and the second step.
export const signInRu = {
  'security.open': 'Вход и защита',
  'security.title': 'Вход и защита',
  'sessions.title': 'Где выполнен вход',
  'sessions.title.all': 'Кто и где вошёл',
  'sessions.who': 'Кто',
  'sessions.where': 'Откуда',
  'sessions.since': 'Вошли',
  'sessions.seen': 'Последнее действие',
  'sessions.current': 'Это вы сейчас',
  'sessions.unknown': 'Неизвестный браузер',
  'sessions.end': 'Завершить',
  'sessions.end.of': 'Завершить: {login}, {where}',
  'sessions.end.others': 'Завершить все мои, кроме этой',
  'sessions.ended': ['Завершена {n} сессия.', 'Завершены {n} сессии.', 'Завершено {n} сессий.'],
  'sessions.note': 'Не узнаёте сессию? Завершите её и попросите у администратора ссылку для нового пароля.',
};
