import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { participantFactsKept } from './events.js';
import { KeepParticipantFacts } from './keep-participant-facts.js';
import { places } from './places.decider.js';
import { amara, anotherSponsor, offered, of, opened, requested, sponsor } from './places.examples.js';

const given = specification(places);

describe('where a participant works', () => {
  const keep = (asAt: 'request' | 'start', facts: Partial<KeepParticipantFacts>) =>
    commandOf(KeepParticipantFacts, { ...of(amara), asAt, ...facts });
  const kept = (asAt: 'request' | 'start', homeOrganisationId: string, level: 'middle' | 'senior') =>
    participantFactsKept({ ...of(amara), asAt, homeOrganisationId, level });
  const stated = [opened(), requested(amara, { homeOrganisationId: sponsor }), offered(amara)] as const;

  it('is at the request what the sponsor states, its gaps filled from the record', () =>
    given(...stated)
      .when(keep('request', { homeOrganisationId: anotherSponsor, level: 'middle' }))
      .then(kept('request', sponsor, 'middle')));

  it('is at the start what the record says, its gaps filled from the statement', () => {
    given(...stated)
      .when(keep('start', { homeOrganisationId: anotherSponsor, level: 'senior' }))
      .then(kept('start', anotherSponsor, 'senior'));
    given(...stated)
      .when(keep('start', { level: 'senior' }))
      .then(kept('start', sponsor, 'senior'));
  });

  it('is at the start as stated when the record says what it said at the confirmation', () =>
    given(...stated)
      .when(keep('start', { homeOrganisationId: anotherSponsor, level: 'senior', asConfirmed: true }))
      .then(kept('start', sponsor, 'senior')));

  it('is kept once, and not at all when nothing is known', () => {
    given(...stated, kept('request', sponsor, 'middle'))
      .when(keep('request', { level: 'middle' }))
      .thenNothing();
    given(opened(), requested(amara), offered(amara)).when(keep('request', {})).thenNothing();
    given(opened()).when(keep('request', {})).thenRefused('no-such-place');
  });
});
