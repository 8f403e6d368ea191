import { commandOf, derivedId, type Fact, keptOf, noMerges, withMerge } from '#kernel';
import { decide, happened, specification } from '#kernel/specification';
import {
  aNumberIsOfOneOrganisation,
  whoBearsARegisterNumberHoldsIt,
} from './a-number-is-of-one-organisation.js';
import { ClaimRegisterNumber, type RegisterNumber, ReleaseRegisterNumber } from './claim-register-number.js';
import { CorrectOrganisationFact } from './correct-fact.js';
import {
  organisationClosed,
  type OrganisationEvent,
  organisationFactCorrected,
  organisationFactStruck,
  organisationIdentified,
  organisationRegistered,
  registerNumberClaimed,
  registerNumberReleased,
} from './events.js';
import { IdentifyOrganisation } from './identify-organisation.js';
import { organisationIdOf } from './organisation-id.js';
import { organisations } from './organisations.decider.js';
import { RegisterOrganisation } from './register-organisation.js';
import { registerNumberId, registerNumbers } from './register-numbers.decider.js';

const [autumn, winter] = [derivedId('autumn'), derivedId('winter')] as [string, string];
const charity = { scheme: 'charity', identifier: 'SC012345' } as const;
const given = specification(registerNumbers);
const givenOrganisation = specification(organisations);
const claim = (organisationId: string, fields: Partial<ClaimRegisterNumber> = {}) =>
  commandOf(ClaimRegisterNumber, { organisationId, ...charity, ...fields });
const held = (organisationId: string) => registerNumberClaimed({ organisationId, ...charity });

describe('a number of a register', () => {
  it('is of the first who claims it, once', () => {
    given().when(claim(autumn)).then(held(autumn));
    given(held(autumn)).when(claim(autumn)).thenNothing();
    given(held(autumn)).when(claim(winter)).thenRefused('register-number-held', 'identifier');
  });
  it('passes on from the holder that is known to hold it no more', () => {
    given(held(autumn))
      .when(claim(winter, { insteadOf: autumn }))
      .then(registerNumberClaimed({ organisationId: winter, ...charity, insteadOf: autumn }));
    given(held(winter))
      .when(claim(derivedId('spring'), { insteadOf: autumn }))
      .thenRefused('register-number-held');
  });
  it('is released by its holder only', () => {
    const release = (organisationId: string) =>
      commandOf(ReleaseRegisterNumber, { organisationId, ...charity });
    const released = registerNumberReleased({ organisationId: autumn, ...charity });
    given(held(autumn)).when(release(autumn)).then(released);
    given(held(autumn)).when(release(winter)).thenNothing();
    given(held(autumn), released).when(claim(winter)).then(held(winter));
  });
});

const registered = (organisationId: string, reference?: string) =>
  organisationRegistered({
    organisationId,
    name: 'Leaves',
    sector: 'voluntary',
    ...(reference ? { reference } : {}),
  });

/** Claims decided as the platform decides them, over numbers and organisations as they are. */
const world = (told: Readonly<Record<string, readonly OrganisationEvent[]>>, merges = noMerges) => {
  const numbers = new Map<string, RegisterNumber>();
  const stateOf = async (decider: { readonly name: string }, id: string): Promise<any> => {
    if (decider.name === 'registerNumber') return numbers.get(id) ?? {};
    return decider.name === 'organisation' ? givenOrganisation(...(told[id] ?? [])).state : merges;
  };
  const claiming = {
    stateOf,
    claim: async (command: object) => {
      const one = command as ClaimRegisterNumber;
      const decision = decide(registerNumbers, numbers.get(registerNumberId(one)) ?? {}, one);
      if ('refused' in decision) return decision;
      if (decision.length > 0) numbers.set(registerNumberId(one), { heldBy: one.organisationId });
      return undefined;
    },
  };
  const ask = async (command: object): Promise<string | undefined> => {
    const refusal = await aNumberIsOfOneOrganisation
      .find((one) => command instanceof one.command)!
      .take(command, claiming as never);
    return refusal && `${refusal.refused} ${refusal.field}`;
  };
  return { ask, stateOf, numbers };
};
const identify = (organisationId: string) =>
  commandOf(IdentifyOrganisation, { organisationId, scheme: 'charity', identifier: 'sc 012345' });

describe('an organisation that is to bear a number', () => {
  it('is refused one that another bears, however it is stated', async () => {
    const wrong = organisationIdentified({
      organisationId: winter,
      scheme: 'charity',
      identifier: 'SC000009',
    });
    const { ask } = world({ [autumn]: [registered(autumn)], [winter]: [registered(winter), wrong] });
    expect(await ask(identify(autumn))).toBeUndefined();
    expect(await ask(identify(autumn))).toBeUndefined();
    expect(await ask(identify(winter))).toBe('register-number-held identifier');
    const correction = commandOf(CorrectOrganisationFact, {
      organisationId: winter,
      factId: happened(wrong, 1).id,
      reason: 'misread',
      identifier: 'SC012345',
    });
    expect(await ask(correction)).toBe('register-number-held identifier');

    const register = (organisationId: string) =>
      commandOf(RegisterOrganisation, {
        organisationId,
        name: 'Leaves',
        sector: 'voluntary',
        reference: 'SP2003000009',
      });
    expect(await ask(register(derivedId('spring')))).toBeUndefined();
    expect(await ask(register(derivedId('summer')))).toBe('register-number-held reference');
  });

  it('is refused one of an organisation that was imported, which holds it by its id', async () => {
    const imported = organisationIdOf('SP2003000009');
    const { ask } = world({
      [imported]: [registered(imported, 'SP2003000009')],
      [winter]: [registered(winter)],
    });
    const identifying = commandOf(IdentifyOrganisation, {
      organisationId: winter,
      scheme: 'care_inspectorate',
      identifier: 'SP2003000009',
    });
    expect(await ask(identifying)).toBe('register-number-held identifier');
  });

  it('takes over one whose holder closed, or is one with it', async () => {
    const closed = world({
      [autumn]: [registered(autumn)],
      [winter]: [registered(winter)],
    });
    closed.numbers.set('charity.SC012345', { heldBy: derivedId('gone') });
    expect(await closed.ask(identify(winter))).toBe('register-number-held identifier');

    const gone = [registered(autumn), organisationClosed({ organisationId: autumn })];
    const after = world({ [autumn]: gone, [winter]: [registered(winter)] });
    after.numbers.set('charity.SC012345', { heldBy: autumn });
    expect(await after.ask(identify(winter))).toBeUndefined();
    expect(after.numbers.get('charity.SC012345')).toEqual({ heldBy: winter });

    const merges = withMerge(noMerges, { keptId: winter, mergedId: autumn });
    expect(keptOf(merges, autumn)).toBe(winter);
    const merged = world({ [autumn]: [registered(autumn)], [winter]: [registered(winter)] }, merges);
    merged.numbers.set('charity.SC012345', { heldBy: autumn });
    expect(await merged.ask(identify(winter))).toBeUndefined();
  });

  it('claims nothing for what is sure to be refused', async () => {
    const { ask, numbers } = world({
      [autumn]: [registered(autumn), organisationClosed({ organisationId: autumn })],
    });
    await ask(identify(autumn));
    await ask(identify(winter));
    const register = { organisationId: autumn, name: 'Leaves', sector: 'voluntary' } as const;
    await ask(commandOf(RegisterOrganisation, { ...register, reference: 'SP2003000009' }));
    await ask(commandOf(RegisterOrganisation, { ...register, organisationId: winter }));
    await ask(
      commandOf(CorrectOrganisationFact, {
        organisationId: autumn,
        factId: happened(registered(autumn), 0).id,
        reason: 'misread',
        name: 'Leaves Care',
      }),
    );
    expect(numbers.size).toBe(0);
  });
});

describe('who bears a register number holds it', () => {
  const wrong = organisationIdentified({ organisationId: autumn, scheme: 'charity', identifier: 'SC000009' });
  const sendsOf = (...told: readonly OrganisationEvent[]) => sendsAfter('command', ...told);
  const sendsAfter = async (origin: 'command' | 'import', ...told: readonly OrganisationEvent[]) => {
    const event = { ...happened<Fact>(told.at(-1)!, told.length - 1), metadata: { origin } };
    const step = whoBearsARegisterNumberHoldsIt.on[
      event.type as keyof typeof whoBearsARegisterNumberHoldsIt.on
    ] as (event: object, tools: object) => Promise<readonly { command: object }[]>;
    const { stateOf } = world({ [autumn]: told });
    return (await step(event, { stateOf })).map(({ command }) => [command.constructor.name, { ...command }]);
  };
  const fields = (identifier: string) => ({ organisationId: autumn, scheme: 'charity', identifier });

  it('however it was recorded', async () => {
    expect(await sendsOf(registered(autumn))).toEqual([]);
    expect(await sendsOf(registered(autumn, 'SP2003000009'))).toEqual([
      [
        'ClaimRegisterNumber',
        { organisationId: autumn, scheme: 'care_inspectorate', identifier: 'SP2003000009' },
      ],
    ]);
    expect(await sendsOf(registered(autumn), wrong)).toEqual([['ClaimRegisterNumber', fields('SC000009')]]);
    expect(await sendsAfter('import', registered(autumn, 'SP2003000009'))).toEqual([]);
  });

  it('and gives back what it bears no more', async () => {
    const corrects = happened(wrong, 1).id;
    const reason = 'misread';
    expect(
      await sendsOf(
        registered(autumn),
        wrong,
        organisationFactCorrected({
          organisationId: autumn,
          corrects,
          fact: wrong.type,
          reason,
          identifier: 'SC012345',
        }),
      ),
    ).toEqual([
      ['ReleaseRegisterNumber', fields('SC000009')],
      ['ClaimRegisterNumber', fields('SC012345')],
    ]);
    expect(
      await sendsOf(
        registered(autumn),
        wrong,
        organisationFactStruck({ organisationId: autumn, corrects, fact: wrong.type, reason }),
      ),
    ).toEqual([['ReleaseRegisterNumber', fields('SC000009')]]);
  });
});
