/** The log did not answer: what was asked may be asked again. */
export class StoreFailed extends Error {
  constructor(cause: unknown) {
    super('The log did not answer.', { cause });
  }
}
