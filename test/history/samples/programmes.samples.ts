import {
  programmeDefined,
  programmeFactCorrected,
  programmeFactStruck,
  programmeRenamed,
  programmeVersionDefined,
  programmeVersionRetired,
} from '#programmes/events';
import { awardId, eventId, moduleId, programmeId, versionId } from './ids.js';

export const programmesSamples = [
  programmeDefined({
    programmeId,
    name: 'Leading to Deliver',
    awardId,
    awardName: 'Postgraduate Certificate',
    credits: 60,
    scqfLevel: 11,
    approvingBody: 'scottish_ministers',
    levels: [{ level: 'middle', inWords: 'Manages managers' }],
  }),
  programmeRenamed({ programmeId, name: 'Leading to Deliver, second edition' }),
  programmeVersionDefined({
    programmeId,
    versionId,
    label: 'pilot',
    modules: [{ moduleId, title: 'Leading oneself' }],
    targetLevels: ['first_line', 'middle'],
  }),
  programmeVersionRetired({ programmeId, versionId, reason: 'Redesigned' }),
  programmeFactCorrected({
    programmeId,
    corrects: eventId,
    fact: 'ProgrammeDefined',
    reason: 'Typing error',
    credits: 120,
    levels: [{ level: 'middle', inWords: 'Manages managers or a service' }],
  }),
  programmeFactStruck({
    programmeId,
    corrects: eventId,
    fact: 'ProgrammeVersionRetired',
    reason: 'Another version was meant',
  }),
];
