// What a request or a visit is called on the console: its place or its address, or that they are hidden from who is
// logged in.
import type { HelpRequest, Visit } from '../wire/contract';
import { t } from './text';

/** Of a request that the desk does not have the id is all that is known. */
export function addressOf(request: Pick<HelpRequest, 'place' | 'address'> | undefined, id: string): string {
  return request ? request.place?.label || request.address || t('hidden.field') : id;
}

export function addressOfVisit(visit: Pick<Visit, 'label' | 'address'>): string {
  return visit.label || visit.address || t('hidden.field');
}
