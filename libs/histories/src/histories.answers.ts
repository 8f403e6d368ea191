import type { HistoryEntry } from './history-entry.js';

/** An entry of a history, as the API publishes it. */
export const historyEntryExample: HistoryEntry = {
  position: '7034',
  event: 'd2c4a7f0-2d3c-5b0f-9a52-3f0f5b9c6a11',
  stream: 'places-49b1b799-55de-57a0-8f3d-81dbdaf4adc2',
  revision: 55,
  type: 'PlaceDateCorrected',
  what: 'place date corrected',
  on: '2026-09-16',
  recordedAt: '2026-11-23T09:00:00.000Z',
  by: 'sample-administrator',
  origin: 'command',
  placeId: '00849289-952b-5737-9f5e-83f072f5334c',
  corrects: '579919ea-6672-5bba-abf9-b8e8e40aee67',
  reason: 'The attendance list had been misread.',
  data: {
    cohortId: '49b1b799-55de-57a0-8f3d-81dbdaf4adc2',
    placeId: '00849289-952b-5737-9f5e-83f072f5334c',
    fact: 'started',
    from: '2026-09-14',
    corrects: '579919ea-6672-5bba-abf9-b8e8e40aee67',
    reason: 'The attendance list had been misread.',
  },
};
