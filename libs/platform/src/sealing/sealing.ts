import { ERASED, type EventType, type Purpose, type Recorded } from '#kernel';
import type { EventRegistry } from '../deciding/event-registry.js';
import { locked, unlocked } from './box.js';
import type { Keyring } from './keyring.js';

/** What sealing needs to know of an event about to be recorded. */
export interface Unsealed {
  readonly id: string;
  readonly stream: string;
  readonly type: string;
  readonly data: any;
}

/** A personal field as the log keeps it: the id of the key, and the value encrypted by it. */
export interface SealedValue {
  readonly sealed: string;
  readonly box: string;
}

/** Encrypts personal fields before they are recorded, and decrypts them for folds that may see them. */
export abstract class Sealing {
  /** The data with its personal fields sealed; the data itself where the event has none. */
  abstract seal(event: Unsealed, type: EventType<string, any>): Promise<unknown>;
  /** The events with their personal fields opened, `ERASED` where the key was destroyed. Throws when one was tampered with. */
  abstract open(events: readonly Recorded[]): Promise<readonly Recorded[]>;
  /** The key a command's digest is made with: the person's own, or the installation's. */
  abstract digestKey(personId?: string): Promise<Buffer>;
}

/** Seals with AES-256-GCM: a value is bound to its event, stream, field and key, so none can be put elsewhere. */
export class KeyringSealing extends Sealing {
  constructor(
    private readonly keyring: Keyring,
    private readonly registry: Pick<EventRegistry, 'typeOf'>,
  ) {
    super();
  }

  async seal(event: Unsealed, type: EventType<string, any>): Promise<unknown> {
    const personal = personalFields(type);
    if (personal.length === 0) return event.data;

    const personId = personOf(event);
    if (personId === undefined)
      throw new Error(`The event "${event.type}" has personal fields, but its data names no personId.`);

    const data = { ...event.data };
    for (const [purpose, field] of personal) {
      if (data[field] === undefined) continue;
      const { id, key } = await this.keyring.keyFor(personId, purpose);
      data[field] = {
        sealed: id,
        box: locked(key, Buffer.from(JSON.stringify(data[field])), boundTo(event, field, id)),
      } satisfies SealedValue;
    }
    return data;
  }

  async open(events: readonly Recorded[]): Promise<readonly Recorded[]> {
    const opened: Recorded[] = [];
    for (const event of events) {
      const type = this.registry.typeOf(event);
      const personal = type ? personalFields(type) : [];
      opened.push(personal.length === 0 ? event : { ...event, data: await this.#opened(event, personal) });
    }
    return opened;
  }

  async digestKey(personId?: string): Promise<Buffer> {
    if (personId === undefined) return this.keyring.installationKey();

    return (await this.keyring.keyFor(personId, 'commands')).key;
  }

  async #opened(event: Recorded, personal: readonly PersonalField[]): Promise<unknown> {
    const data = { ...event.data };
    for (const [, field] of personal)
      if (isSealed(data[field])) data[field] = await this.#value(event, field, data[field]);
    return data;
  }

  async #value(event: Recorded, field: string, { sealed, box }: SealedValue): Promise<unknown> {
    const key = await this.keyring.find(personOf(event) ?? '', sealed);
    if (!key) return ERASED;

    const text = unlocked(key, box, boundTo(event, field, sealed));
    if (!text)
      throw new Error(
        `The field "${field}" of event ${event.id} in "${event.stream}" was tampered with: its key does not open it.`,
      );

    return JSON.parse(text.toString('utf8'));
  }
}

type PersonalField = readonly [purpose: Purpose, field: string];

const known = new WeakMap<object, readonly PersonalField[]>();

/** The personal fields of an event, each with its purpose. */
export const personalFields = (type: EventType<string, any>): readonly PersonalField[] => {
  const before = known.get(type.personal);
  if (before) return before;

  const fields = Object.entries(type.personal).flatMap(([purpose, names]) =>
    (names ?? []).map((name): PersonalField => [purpose as Purpose, String(name)]),
  );
  known.set(type.personal, fields);
  return fields;
};

/** True for a value as `seal` leaves it. */
export const isSealed = (value: unknown): value is SealedValue =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as SealedValue).sealed === 'string' &&
  typeof (value as SealedValue).box === 'string' &&
  Object.keys(value).length === 2;

const personOf = ({ data }: { readonly data: any }): string | undefined =>
  typeof data?.personId === 'string' ? data.personId : undefined;

const boundTo = (
  event: { readonly id: string; readonly stream: string },
  field: string,
  keyId: string,
): string => JSON.stringify([event.id, event.stream, field, keyId]);
