// The page of regions, in English.
export const regionsEn = {
  brand: 'Karavan',
  language: 'Language',
  title: 'Choose a region',
  hint: 'Each region has logins and passwords of its own. This browser will remember where you logged in.',
  loading: 'Loading…',
  none: 'There is no region here yet.',
  retry: 'Try again',
};
