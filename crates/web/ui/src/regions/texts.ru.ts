// The page of regions, in Russian.
export const regionsRu = {
  brand: 'Караван',
  language: 'Язык',
  title: 'Выберите регион',
  hint: 'Логин и пароль у каждого региона свои. Этот браузер запомнит, куда вы вошли.',
  loading: 'Загружаем…',
  none: 'Здесь пока нет ни одного региона.',
  retry: 'Повторить',
};
