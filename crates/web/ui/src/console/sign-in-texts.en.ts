// Signing in, in English: sessions and the second step.
import type { Text } from '../speech/plural';
import type { signInRu } from './sign-in-texts.ru';

export const signInEn: Record<keyof typeof signInRu, Text> = {
  'security.open': 'Sign-in',
  'security.title': 'Sign-in and security',
  'sessions.title': 'Where you are logged in',
  'sessions.title.all': 'Who is logged in, and where',
  'sessions.who': 'Who',
  'sessions.where': 'From',
  'sessions.since': 'Logged in',
  'sessions.seen': 'Last seen',
  'sessions.current': 'This is you now',
  'sessions.unknown': 'Unknown browser',
  'sessions.end': 'End',
  'sessions.end.of': 'End: {login}, {where}',
  'sessions.end.others': 'End all of mine but this one',
  'sessions.ended': ['{n} session ended.', '{n} sessions ended.'],
  'sessions.note': 'You do not know one of them? End it, and ask the administrator for a link to a new password.',
};
