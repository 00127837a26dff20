// The texts of “why?”, in English.
import type { Text } from '../language/plural';
import type { whyRu } from './why-texts.ru';

export const whyEn: Record<keyof typeof whyRu, Text> = {
  'why': 'Why?',
  'why.for': 'Why: {address}',
  'why.loading': 'Working it out…',
  'why.standing.placed': 'on a route',
  'why.standing.free': 'there is room',
  'why.standing.sacrificed': 'gave way to others',
  'why.standing.impossible': 'nobody can',
  'why.rules': 'In the way:',
  'why.rules.several': 'In the way together, lifting any one is enough:',
  'why.reliefs': 'What would help',
  'why.reliefs.none': 'No single change puts it on a route.',
  'why.driving': '{minutes} min of driving',
  'why.asked': '+{minutes} min of time',
  'why.serves': ['and {n} more request', 'and {n} more requests'],
  'why.begins': 'visited at {time}',
  'why.make.move': 'Put it in',
  'why.make.plan': 'Change and plan again',
  'why.make.open': 'Open',
  'why.make.for': '{make}: {what}',
  'why.make.hint': 'Agree with the people first: the change is kept at once.',
  'why.people': 'Who was asked',
  'why.person.could': 'can take it',
  'why.person.alone': 'even with an empty day: {rule}',
  'why.instead': 'goes there instead: {addresses}',
  'why.others': 'All others',
  'why.others.could': 'could with an empty day, but are further away',
};
