/** A field that names something with a stream of its own, and the kind of that stream. */
export interface Reference {
  readonly field: string;
  readonly of: string;
}

const REFERENCES = Symbol('references');

/** The fields of a command that name things of other kinds: the door asks whether there are such things. */
export const referencesOf = (type: abstract new (...args: never[]) => object): readonly Reference[] =>
  (Reflect.getMetadata(REFERENCES, type.prototype as object) as readonly Reference[] | undefined) ?? [];

/** Notes that a field names something of a kind. */
export const refersTo =
  (of: string): PropertyDecorator =>
  (prototype, property) => {
    const known = (Reflect.getMetadata(REFERENCES, prototype) as readonly Reference[] | undefined) ?? [];
    Reflect.defineMetadata(REFERENCES, [...known, { field: String(property), of }], prototype);
  };
