import { employerChanged, personAmended, personRegistered } from '#people/events';
import { amara, organisationId, otherOrganisationId, unitId } from './ids.js';

/** As opened: in the log the personal fields are sealed. */
export const peopleSamples = [
  personRegistered({
    personId: amara,
    name: 'Amara Òg',
    email: 'amara@example.org',
    employerId: organisationId,
    unitId,
    role: 'Team leader',
    level: 'first_line',
    registration: { body: 'SSSC', number: '1000001' },
    needs: 'Step-free room',
    emergencyContact: 'Bo, 0131 496 0000',
  }),
  personAmended({ personId: amara, name: 'Amara', email: 'amara.og@example.org', removed: ['needs'] }),
  employerChanged({
    personId: amara,
    employerId: otherOrganisationId,
    unitId,
    role: 'Manager',
    level: 'middle',
  }),
];
