import { derivedId, londonDateOf } from '#kernel';
import { autumnCohort, enrolling, opening } from '../support/autumn-cohort.js';
import type { Answered, Clients, Work } from './clients.js';

const today = (): string => londonDateOf(new Date().toISOString());

/** What all clients work on. */
export interface Ground {
  readonly cohortIds: string[];
  /** People registered, with the names they were given: whether they can still be read shows that their keys were kept. */
  readonly people: { readonly personId: string; readonly name: string; readonly position: string }[];
}

/** Someone who sends what must be recorded, as stories do. */
export const officeOf = (clients: Clients) => ({
  done: async (path: string, body: object = {}): Promise<any> => {
    const { receipt, refusal } = await clients.send('office', 'POST', path, body);
    if (!receipt) throw new Error(`POST ${path} was refused: ${refusal}.`);
    return receipt;
  },
  settle: async (): Promise<void> => undefined,
});

/** Defines the programme and opens the enrolment of a first cohort. */
export const groundOf = async (clients: Clients, capacity = 30): Promise<Ground> => {
  const cohortId = await enrolling(officeOf(clients), capacity, today());
  await requestsTaken(clients, cohortId);
  return { cohortIds: [cohortId], people: [] };
};

/** Another cohort whose enrolment is open. */
export const anotherCohort = async (
  clients: Clients,
  capacity: number,
  number: number,
  name: string,
): Promise<string> => {
  const cohortId = derivedId('faults', 'cohort', name);
  const office = officeOf(clients);
  await office.done('cohorts', { ...autumnCohort(capacity, today()), cohortId, number, name });
  await opening(office, cohortId);
  await requestsTaken(clients, cohortId);
  return cohortId;
};

/** Waits until a process has opened the place book: its projection shows it. */
const requestsTaken = async (clients: Clients, cohortId: string): Promise<void> => {
  for (const patience = Date.now() + 30_000; Date.now() < patience;) {
    const { status } = await clients.get(`cohorts/${cohortId}/place-book`);
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The place book of the cohort ${cohortId} does not open.`);
};

type Do = (method: 'POST' | 'PUT', path: string, body: object) => Promise<Answered>;

const recordedTypes = ({ receipt }: Answered): readonly string[] =>
  receipt?.recorded.map(({ type }) => type) ?? [];

/** A sponsor's office: registers itself and people, renames itself, and asks for places, accepts, declines and gives them up. */
export const officeWork = (ground: Ground, life: string): Work =>
  async function* (send, { name, chance }) {
    const own = (...parts: (string | number)[]) => derivedId('faults', life, name, ...parts);
    const sponsorId = own('sponsor');
    await send('POST', 'organisations', {
      organisationId: sponsorId,
      name: `Made-up Care of ${life} ${name}`,
      sector: 'voluntary',
    });
    for (let turn = 0; ; turn += 1) {
      yield;
      const does = chance.next();
      if (does < 0.12)
        await registersPerson(send, ground, own('person', turn), `Amara ${life} ${name} ${turn}`);
      else if (does < 0.2)
        await send('PUT', `organisations/${sponsorId}/name`, {
          name: `Renamed Care ${life} ${name} ${turn}`,
        });
      else if (does < 0.26) await plansCohort(send, own('cohort', turn), turn, `${life} ${name} ${turn}`);
      else {
        const places = `cohorts/${chance.pick(ground.cohortIds)}/places`;
        await asksForPlace(send, places, own('place', turn), sponsorId, chance.next());
      }
    }
  };

const registersPerson = async (
  send: Do,
  { people }: Ground,
  personId: string,
  name: string,
): Promise<void> => {
  const { receipt } = await send('POST', 'people', { personId, name, level: 'middle' });
  if (receipt) people.push({ personId, name, position: receipt.position });
};

const plansCohort = async (send: Do, cohortId: string, number: number, name: string): Promise<void> => {
  await send('POST', 'cohorts', { ...autumnCohort(12, today()), cohortId, number: number + 2, name });
  await send('POST', `cohorts/${cohortId}/recommendation`, {});
};

const asksForPlace = async (
  send: Do,
  places: string,
  placeId: string,
  sponsorId: string,
  then: number,
): Promise<void> => {
  const requested = await send('POST', places, { placeId, sponsorId });
  const isOffered = recordedTypes(requested).includes('PlaceOffered');
  if (isOffered && then < 0.5) {
    await send('POST', `${places}/${placeId}/acceptance`, { releaseDays: 12 });
    if (then < 0.1) return;
  } else if (isOffered && then < 0.7) {
    await send('POST', `${places}/${placeId}/declining`, {});
    return;
  }
  // Most are given up, so that seats come free again and again.
  if (then < 0.95) await send('POST', `${places}/${placeId}/withdrawal`, { reasonClass: 'personal' });
};
