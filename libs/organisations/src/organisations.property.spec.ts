import fc from 'fast-check';
import { type BusinessDate, commandOf, evolved, type Happened, isRefusal, type Recorded } from '#kernel';
import { decide, happened } from '#kernel/specification';
import { EndContact, NameContact } from './contacts.js';
import { CloseOrganisation } from './close-organisation.js';
import { ChangeSector } from './change-sector.js';
import { CorrectOrganisationFact } from './correct-fact.js';
import type { OrganisationEvent } from './events.js';
import { IdentifyOrganisation } from './identify-organisation.js';
import { figureOn, nameOn, type Organisation, sectorOn, sizeBandOn, unregistered } from './organisation.js';
import type { OrganisationRow } from './organisation-register.entity.js';
import { organisationRegister } from './organisation-register.projection.js';
import { organisationToday } from './organisation-today.js';
import { organisations } from './organisations.decider.js';
import { RecordSizeFigures } from './record-size-figures.js';
import { RegisterOrganisation } from './register-organisation.js';
import { RenameOrganisation } from './rename-organisation.js';
import { StateBillingDetails } from './state-billing-details.js';
import { StrikeOrganisationFact } from './strike-fact.js';
import { AddUnit, CloseUnit, RenameUnit } from './units.js';

const organisationId = '0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11';
const unitId = '9e107d9d-372b-4b6e-8c5d-1a2b3c4d5e6f';
const amara = '5b1d3c7a-0c7e-4f0e-8a39-6d1f2b3c4d5e';
const DAYS = ['2025-12-01', '2026-01-05', '2026-03-01', '2026-06-01', '2026-09-01'] as const;

type Make = (nth: number, facts: Organisation['facts']) => object;
const of = { organisationId };
const name = fc.constantFrom('Autumn Leaves', 'Winter Leaves', 'The Leaves');
const sector = fc.constantFrom('private' as const, 'health' as const, 'voluntary' as const);
const plain = (command: fc.Arbitrary<object>): fc.Arbitrary<Make> => command.map((one) => () => one);
const someFact = fc.nat(40);

/** Any command, back-dated or not; corrections choose among the facts there are. */
const anyCommand: fc.Arbitrary<Make> = fc.oneof(
  plain(name.map((to) => commandOf(RenameOrganisation, { ...of, name: to }))),
  plain(sector.map((to) => commandOf(ChangeSector, { ...of, sector: to }))),
  plain(
    fc
      .constantFrom('SC012345', 'SC012346')
      .map((identifier) => commandOf(IdentifyOrganisation, { ...of, scheme: 'charity', identifier })),
  ),
  plain(
    fc
      .integer({ min: 1, max: 300 })
      .map((staffWte) => commandOf(RecordSizeFigures, { ...of, staffWte, source: 'return' })),
  ),
  plain(name.map((to) => commandOf(AddUnit, { ...of, unitId, name: to }))),
  plain(name.map((to) => commandOf(RenameUnit, { ...of, unitId, name: to }))),
  plain(fc.constant(commandOf(CloseUnit, { ...of, unitId }))),
  plain(fc.constant(commandOf(NameContact, { ...of, personId: amara, purpose: 'billing' }))),
  plain(fc.constant(commandOf(EndContact, { ...of, personId: amara }))),
  plain(
    fc.integer({ min: 7, max: 30 }).map((termsDays) =>
      commandOf(StateBillingDetails, {
        ...of,
        address: '1 High Street',
        purchaseOrderRequired: true,
        termsDays,
      }),
    ),
  ),
  plain(fc.constant(commandOf(CloseOrganisation, of))),
  fc.tuple(someFact, fc.option(name), fc.option(fc.constantFrom(...DAYS))).map(
    ([nth, to, on]): Make =>
      (_, facts) =>
        commandOf(CorrectOrganisationFact, {
          ...of,
          factId: facts.kept.get(nth % Math.max(1, facts.kept.size))?.id ?? unitId,
          reason: 'misread',
          ...(to === null ? {} : { name: to }),
          ...(on === null ? {} : { on }),
        }),
  ),
  someFact.map(
    (chosen): Make =>
      (_, facts) =>
        commandOf(StrikeOrganisationFact, {
          ...of,
          factId: facts.kept.get(chosen % Math.max(1, facts.kept.size))?.id ?? unitId,
          reason: 'never was',
        }),
  ),
);

const told = (steps: readonly { make: Make; effectiveOn: BusinessDate }[]) => {
  let state = unregistered;
  let row: OrganisationRow = organisationRegister.blank(organisationId);
  const events: Happened[] = [];
  const record = (fact: OrganisationEvent, effectiveOn: BusinessDate) => {
    const event = { ...happened(fact, events.length), effectiveOn: fact.effectiveOn ?? effectiveOn };
    events.push(event);
    state = evolved(organisations, state, event as never);
    const step = organisationRegister.on[event.type] as (
      row: OrganisationRow,
      event: Recorded<any>,
    ) => OrganisationRow;
    row = step(row, { ...event, revision: events.length, metadata: { actor: 'amara' } });
  };
  for (const { make, effectiveOn } of steps) {
    const decision = decide(organisations, state, make(events.length, state.facts), { effectiveOn });
    if (!isRefusal(decision)) for (const fact of decision) record(fact, effectiveOn);
  }
  return { state, row, events };
};

const registering = {
  make: () => commandOf(RegisterOrganisation, { ...of, name: 'Leaves', sector: 'voluntary' as const }),
  effectiveOn: '2026-01-05',
};
const course = fc
  .array(fc.record({ make: anyCommand, effectiveOn: fc.constantFrom<BusinessDate>(...DAYS) }), {
    maxLength: 40,
  })
  .map((steps) => told([registering, ...steps]));

describe('whatever is stated and corrected about an organisation, in whatever order', () => {
  it('is the same to the rules and in the register, on every day', () =>
    fc.assert(
      fc.property(course, ({ state, row }) => {
        for (const day of DAYS) {
          const today = organisationToday(row, day);
          expect([today.name, today.sector, today.staffWte, today.sizeBand]).toEqual([
            nameOn(state, day),
            sectorOn(state, day),
            figureOn(state, 'staffWte', day),
            sizeBandOn(state, day),
          ]);
        }
        expect(row.closedOn).toBe(state.closedOn ?? null);
        expect(row.billing).toEqual(state.billing ?? null);
        expect(row.identifiers).toEqual(state.identifiers.toObject());
        expect(row.units.map((unit) => [unit.name, unit.closedOn !== undefined])).toEqual(
          [...state.units.values()].map((unit) => [unit.name, unit.closed]),
        );
        expect(row.contacts.filter(({ endedOn }) => endedOn === undefined).map(({ since }) => since)).toEqual(
          [...(state.contacts.get(amara)?.values() ?? [])],
        );
      }),
    ));

  it('loses no fact and no version of one', () =>
    fc.assert(
      fc.property(course, ({ state, row, events }) => {
        const isCorrection = ({ type }: Happened) => type.startsWith('OrganisationFact');
        const corrections = events.filter(isCorrection).length;
        expect(state.facts.kept.size).toBe(events.length - corrections);
        expect(row.facts.map(({ id }) => id)).toEqual(state.facts.kept.map(({ id }) => id).toArray());
        expect(row.facts.reduce((sum, fact) => sum + fact.corrections.length, 0)).toBe(corrections);
      }),
    ));
});
