/** Something that was asked and answered, on one clock. */
export interface Operation {
  readonly asked: number;
  /** `Infinity`: nobody heard the answer of something that was done all the same. */
  readonly answered: number;
}

/** What the thing asked should be, one operation at a time. */
export interface Model<State, Op extends Operation> {
  readonly initial: State;
  /** The state afterwards, the very same where nothing changes; `undefined` where this state would not have answered so. */
  step(state: State, operation: Op): State | undefined;
  /** Equal only for states between which nothing that follows can tell. */
  key(state: State): string;
}

/** Whether a history could have happened one operation after the other, each at some moment between its asking and its answer. */
export type Verdict<Op> =
  | { readonly linearizable: true; readonly order: readonly Op[] }
  /** With the longest order that was found, and what could not come next. */
  | { readonly linearizable: false; readonly order: readonly Op[]; readonly stuck: readonly Op[] };

const MOST_STEPS = 2_000_000;

interface Node<State> {
  readonly state: State;
  /** Indices that may come next, oldest first; tried from the front. */
  readonly next: number[];
  /** The operation that led here. */
  readonly by: number;
}

/**
 * Searches for such an order (Wing and Gong, with what was seen before remembered as by Lowe): depth first, the oldest first. An
 * operation that changes nothing is taken at the first moment at which its answer is right, since that takes no other order away. Throws
 * when it cannot tell within its steps.
 */
export const linearized = <State, Op extends Operation>(
  model: Model<State, Op>,
  history: readonly Op[],
): Verdict<Op> => {
  const operations = history.toSorted((one, other) => one.asked - other.asked);
  const isTaken = new Uint8Array(operations.length);
  const seen = new Set<string>();
  let steps = 0;
  let longest: readonly number[] = [];

  const candidates = (): number[] => {
    let firstAnswer = Infinity;
    const found: number[] = [];
    for (const [index, { asked, answered }] of operations.entries()) {
      if (isTaken[index]) continue;
      // Whoever asked after another was answered, which has not come yet, comes later.
      if (asked > firstAnswer) break;
      firstAnswer = Math.min(firstAnswer, answered);
      found.push(index);
    }
    return found.filter((index) => operations[index]!.asked <= firstAnswer);
  };
  const path: Node<State>[] = [{ state: model.initial, next: candidates(), by: -1 }];
  const order = (): number[] => path.slice(1).map(({ by }) => by);

  while (path.length <= operations.length) {
    const node = path.at(-1);
    if (!node) {
      const left = operations.filter((_, index) => !longest.includes(index));
      return {
        linearizable: false,
        order: longest.map((index) => operations[index]!),
        stuck: left.slice(0, 5),
      };
    }
    const index = node.next.shift();
    if (index === undefined) {
      if (path.length - 1 > longest.length || longest.length === 0) longest = order();
      path.pop();
      if (node.by >= 0) isTaken[node.by] = 0;
      continue;
    }
    if ((steps += 1) > MOST_STEPS)
      throw new Error(`No verdict on ${operations.length} operations within ${MOST_STEPS} steps.`);

    const after = model.step(node.state, operations[index]!);
    if (after === undefined) continue;
    if (after === node.state) node.next.length = 0;
    isTaken[index] = 1;
    const known = `${Buffer.from(isTaken).toString('latin1')} ${model.key(after)}`;
    if (seen.has(known)) {
      isTaken[index] = 0;
      continue;
    }
    seen.add(known);
    path.push({ state: after, next: candidates(), by: index });
  }
  return { linearizable: true, order: order().map((index) => operations[index]!) };
};
