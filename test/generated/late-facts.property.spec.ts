import fc from 'fast-check';
import { isRefusal, type Recorded } from '#kernel';
import type { Context } from '#platform';
import { allContexts } from '../history/contexts.js';
import { commandsOf } from './ground.js';
import type { ProductInMemory } from './product-in-memory.js';
import { answersOn, readModelsOf } from './read-models.js';
import { runs, type Sequence, sequenceOf, taken } from './sequences.js';
import { chosen, type Sent, sentByPeople } from './steps.js';

/** What happens in the world, and may become known late and in any order. */
const HAPPENS = [
  ...[
    'StartPlace',
    'WithdrawPlace',
    'RecordNotTakenUp',
    'DeferPlace',
    'FailPlace',
    'RecordAwaitingAward',
    'GrantAward',
  ],
  ...[
    'RecordCheck',
    'ProposeTransfer',
    'ConfirmPlace',
    'AcceptPlace',
    'DeclinePlace',
    'SubstituteParticipant',
  ],
  ...[
    'RenameOrganisation',
    'ChangeSector',
    'RecordSizeFigures',
    'RecordCouncilAreas',
    'AddUnit',
    'NameContact',
  ],
  ...['StateBillingDetails', 'IdentifyOrganisation', 'ChangeEmployer', 'AmendPerson', 'RecordReason'],
  ...['ExpressInterest', 'RenameProgramme', 'CorrectPlaceDate', 'CorrectParticipantFacts'],
];
const late = fc.subarray(HAPPENS, { minLength: 2, maxLength: 5 }).chain((some) =>
  fc.array(
    fc.record({
      send: fc.constantFrom(...some),
      seed: fc.nat(),
      daysBack: fc.integer({ min: 0, max: 25 }),
    }),
    { minLength: 4, maxLength: 12, size: 'max' },
  ),
);

/**
 * Of two statements about one fact the later recorded one counts, so those keep their order: the second is left out. What is
 * said of a place is one fact, whatever its day; what is said of a person or an organisation holds from its day on.
 */
const aboutOneFact = ({ command, effectiveOn }: Sent): string => {
  const { placeId, organisationId, personId, cohortId } = command as Readonly<Record<string, string>>;
  const subject = placeId ?? `${[organisationId, personId, cohortId].find(Boolean)} ${effectiveOn}`;
  return `${command.constructor.name} ${subject}`;
};

/** All of the facts, but for where in the log they came to lie. */
const factsOf = (log: readonly Recorded[]): readonly string[] =>
  log
    .map(({ id, type, stream, effectiveOn, data }) => JSON.stringify([stream, type, effectiveOn, id, data]))
    .sort();

const said = (answer = '{}'): object => JSON.parse(answer) as object;

let contexts: readonly Context[];
beforeAll(async () => {
  contexts = await allContexts();
});

const chosenLate = async (
  product: ProductInMemory,
  wanted: typeof late extends fc.Arbitrary<infer W> ? W : never,
) => {
  const found = new Map<string, Sent>();
  for (const step of wanted) {
    const sent = await chosen(product, commandsOf(contexts).get(step.send)!, step);
    const decision = await product.tried(sent.command, sent);
    if (isRefusal(decision) || decision.length === 0 || found.has(aboutOneFact(sent))) continue;
    found.set(aboutOneFact(sent), sent);
  }
  return [...found.values()];
};

const arriving = async (sequence: Sequence, facts: readonly Sent[]): Promise<ProductInMemory> => {
  const product = await taken(contexts, sequence);
  await product.settle();
  for (const { command, ...way } of facts) {
    await product.send(command, way);
    await product.settle();
  }
  return product;
};

describe('facts that come late', () => {
  it('give the same answers for every day, in whichever order they arrive (edge case 20: facts that arrive late and out of order)', async () => {
    let compared = 0;
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(
        sequenceOf(sentByPeople(contexts), { length: 40 }),
        late,
        fc.nat(),
        async (sequence, wanted, turn) => {
          const before = await taken(contexts, sequence);
          await before.settle();
          const facts = await chosenLate(before, wanted);
          if (facts.length < 2) return;
          tried += 1;
          const at = 1 + (turn % (facts.length - 1));
          const turned = [...facts.slice(at), ...facts.slice(0, at)];
          const one = await arriving(sequence, facts);
          const other = await arriving(sequence, turn % 2 === 0 ? turned : [...facts].reverse());
          // The rules do not allow every order: a seat given to one is not there for another.
          if (factsOf(one.log).join() !== factsOf(other.log).join()) return;

          compared += 1;
          const days = [...new Set(one.log.map(({ effectiveOn }) => effectiveOn))].sort();
          const readModels = readModelsOf(contexts);
          const expected = answersOn(readModels, one.log, days);
          for (const [row, answer] of answersOn(readModels, other.log, days))
            if (answer !== expected.get(row))
              expect({ row, facts, ...said(answer) }).toEqual({ row, facts, ...said(expected.get(row)) });
        },
      ),
      runs(60),
    );
    // Most orders are allowed: else little was compared.
    expect(compared).toBeGreaterThan(tried / 3);
  }, 240_000);
});
