import { derivedId } from '#kernel';
import type { Standing } from '../following/standing.js';

const at = (position: number) => ({ process: 'warn', at: String(position), eventId: 'an event' });

/** Of two processes in a log of fifty events, with something due and something to look at. */
export const STANDING: Standing = {
  processes: [
    { process: 'offer', at: '0' },
    { process: 'warn', at: '31' },
  ],
  due: [
    {
      ...at(7),
      commandId: derivedId('due'),
      dueAt: '2026-10-01T00:00:00.000Z',
      command: 'LapseOffer',
      fields: '{}',
      effectiveOn: null,
      correlationId: 'c',
    },
  ],
  workItems: [
    {
      ...at(50),
      id: derivedId('item'),
      command: 'Offer',
      refusal: 'full',
      openedAt: '2026-09-14T09:15:00.000Z',
    },
  ],
};

/** How sample logs are exported. */
export const AT = {
  exportedAt: '2026-09-30T12:00:00.000Z',
  keys: 'the mark of its keys',
  standing: STANDING,
};

export const NOBODY_STANDS: Standing = { processes: [], due: [], workItems: [] };
