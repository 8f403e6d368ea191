import { type BusinessDate, type CommandType, commandOf, daysAfter, derivedId, startOfDay } from '#kernel';
import type { Context } from '#platform';
import type { Draw } from './drawing.js';
import { ProductInMemory } from './product-in-memory.js';

/** Where every sequence begins: a programme, some sponsors, some people, and three cohorts that follow one another. */
export const FIRST_DAY: BusinessDate = '2026-09-01';
export const programmeId = derivedId('leading to deliver');
export const versionId = derivedId('pilot');
export const awardId = derivedId('certificate');
const named = (...names: readonly string[]) => names.map((name) => derivedId(name));
export const COHORTS = named('autumn cohort', 'winter cohort', 'spring cohort');
/** Ids of cohorts somebody may plan besides, or record of the past. */
export const MORE_COHORTS = named('summer cohort', 'a cohort of the past', 'another cohort of the past');
export const SECTORS_OF = ['local_authority', 'voluntary', 'private', 'health'] as const;
export const ORGANISATIONS = named('a council', 'a hospice', 'a care company', 'a health board');
export const MORE_ORGANISATIONS = named('a hospice again', 'a school', 'a council of the past');
export const PEOPLE = named('amara', 'bo', 'chidi', 'dorcas', 'ewan', 'fiona');
export const MORE_PEOPLE = named('amara again', 'grace', 'somebody of the past');
export const MODULES = named('module 1', 'module 2');

/** The fields of a plan for a cohort that enrols from a day on; the seats, the order and the shares differ. */
export const planFrom = (opensOn: BusinessDate, draw: Draw) => {
  const on = (days: number) => daysAfter(opensOn, days);
  const capacity = draw.from(2, 7);
  const ruled = draw.happens(0.3) ? 'window' : 'first_come';
  return {
    programmeId,
    versionId,
    awardId,
    approvingBody: 'board',
    number: 1,
    name: 'A cohort',
    deliveryCentre: 'Stirling',
    capacity,
    minimumViable: 1,
    enrolmentOpensOn: opensOn,
    enrolmentClosesOn: on(40),
    lastJoiningDate: on(60),
    startsOn: on(50),
    endsOn: on(100),
    modules: MODULES.map((moduleId, index) => ({
      moduleId,
      title: `Module ${index + 1}`,
      startsOn: on(50 + index * 20),
      endsOn: on(52 + index * 20),
      venue: 'Dunblane',
    })),
    pricePence: 300_000,
    fundingModel: 'sponsor_paid',
    offerWorkingDays: draw.from(6, 20),
    namingDays: draw.from(2, 6),
    deferralLimitMonths: draw.from(1, 6),
    ...(draw.happens(0.5)
      ? { splitAnswerDays: draw.from(2, 9), splitAnswerDaysBeforeStart: draw.from(0, 30) }
      : {}),
    orderRule: ruled,
    ...(ruled === 'window' ? { windowClosesOn: on(draw.from(4, 12)) } : {}),
    ...(ruled === 'window' && draw.happens(0.5) ? { maxPerSponsor: draw.from(1, capacity) } : {}),
    ...(capacity > 1 && draw.happens(0.5)
      ? { sectorShares: [{ sector: 'voluntary', seats: draw.from(1, capacity - 1), releasedOn: on(16) }] }
      : {}),
    checks: draw.happens(0.3) ? ['level'] : [],
  };
};

/** The commands of a product by their names. */
export const commandsOf = (contexts: readonly Context[]): ReadonlyMap<string, CommandType> =>
  new Map(
    contexts
      .flatMap(({ deciders = [] }) => deciders)
      .flatMap(({ rules }) => rules.map(({ command }) => [command.name, command as CommandType] as const)),
  );

/** A product in which the first cohort enrols. */
export const openedProduct = async (contexts: readonly Context[], draw: Draw): Promise<ProductInMemory> => {
  const product = new ProductInMemory(contexts, startOfDay(FIRST_DAY));
  const commands = commandsOf(contexts);
  let sent = 0;
  const send = async (name: string, fields: object) => {
    const command = commandOf(commands.get(name)!, fields);
    const decision = await product.send(command, { commandId: derivedId('ground', (sent += 1)) });
    if ('refused' in decision) throw new Error(`${name}: ${decision.message}`);
  };
  const levels = [{ level: 'middle', inWords: 'Leads leaders' }];
  const award = {
    awardId,
    awardName: 'Certificate',
    credits: 60,
    scqfLevel: 11,
    approvingBody: 'board',
    levels,
  };
  await send('DefineProgramme', { programmeId, name: 'Leading to Deliver', ...award });
  const modules = MODULES.map((moduleId, index) => ({ moduleId, title: `Module ${index + 1}` }));
  await send('DefineProgrammeVersion', {
    programmeId,
    versionId,
    label: 'pilot',
    modules,
    targetLevels: ['middle'],
  });
  for (const [index, organisationId] of ORGANISATIONS.entries())
    await send('RegisterOrganisation', {
      organisationId,
      name: `Sponsor ${index}`,
      sector: SECTORS_OF[index],
    });
  for (const [index, personId] of PEOPLE.entries())
    await send('RegisterPerson', {
      personId,
      name: `Person ${index}`,
      employerId: ORGANISATIONS[index % ORGANISATIONS.length],
      level: 'middle',
    });
  for (const [index, cohortId] of COHORTS.entries()) {
    await send('PlanCohort', { cohortId, ...planFrom(daysAfter(FIRST_DAY, index * 30), draw) });
    if (index === 2) continue;
    await send('RecommendCohort', { cohortId });
    await send('RecordApproval', { cohortId, decision: 'approved', reference: '1/2026' });
  }
  await send('OpenEnrolment', { cohortId: COHORTS[0] });
  await product.settle();
  return product;
};
