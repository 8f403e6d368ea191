import { keptIn, type KeptFact, type Recorded } from '#kernel';
import {
  organisationCorrections,
  organisationFactCorrected,
  organisationFactStruck,
  organisationIdentified,
  organisationRegistered,
  organisationRenamed,
} from '#organisations/events';
import { everCalledIn, everHeldIn } from './ever-held.js';

const organisationId = 'an organisation';
const kept = (...facts: readonly object[]): readonly KeptFact[] =>
  facts.reduce<readonly KeptFact[]>(
    (list, fact, nth) =>
      keptIn(
        list,
        {
          effectiveOn: '2020-01-01',
          ...fact,
          id: `fact ${nth}`,
          recordedAt: '2020-01-01T09:00:00.000Z',
          metadata: { actor: 'office' },
        } as unknown as Recorded,
        organisationCorrections,
      ),
    [],
  );
const identified = (identifier: string, scheme: 'care_inspectorate' | 'charity' = 'care_inspectorate') =>
  organisationIdentified({ organisationId, scheme, identifier });

describe('what an organisation ever went by', () => {
  it('is every name and number in the care register, each once', () =>
    expect(
      everHeldIn(
        kept(
          organisationRegistered({ organisationId, name: 'Old', sector: 'private', reference: 'SP1' }),
          organisationRenamed({ organisationId, name: 'New' }),
          organisationRenamed({ organisationId, name: 'Old' }),
          identified('SP2'),
          identified('SC3', 'charity'),
        ),
      ),
    ).toEqual({ names: ['Old', 'New'], references: ['SP1', 'SP2'] }));

  it('is a name that was corrected too, and no number that was', () =>
    expect(
      everHeldIn(
        kept(
          organisationRegistered({ organisationId, name: 'Fyfe', sector: 'private', reference: 'SP1' }),
          organisationFactCorrected({
            organisationId,
            corrects: 'fact 0',
            fact: 'OrganisationRegistered',
            reason: 'misread',
            name: 'Fife',
            reference: 'SP2',
          }),
          identified('SP3'),
          organisationFactStruck({
            organisationId,
            corrects: 'fact 2',
            fact: 'OrganisationIdentified',
            reason: 'misread',
          }),
        ),
      ),
    ).toEqual({ names: ['Fyfe', 'Fife'], references: ['SP2'] }));
});

describe('what a cohort or a programme ever went by', () => {
  const fact = (type: string, data: object, ...was: readonly object[]) => ({
    type,
    data,
    corrections: was.map((before) => ({ was: { data: before } })),
  });
  it('is every name and number that was stated, also those corrected since, each once', () => {
    const facts = [
      fact('CohortPlanned', { name: 'Autumn', number: 3 }, { name: 'Autum', number: 4 }),
      fact('PlanAmended', { name: 'Autumn', number: 5 }),
      fact('CohortStarted', { name: 'not a name' }),
      fact('ProgrammeRenamed', { name: 'Leading' }),
      fact('PlanAmended', { name: 'Unnumbered', number: 0 }),
    ] as unknown as readonly KeptFact[];
    expect(everCalledIn(facts)).toEqual(['Autum', '4', 'Autumn', '3', '5', 'Leading', 'Unnumbered']);
  });
});
