import type { Fact, Instant, Projection, Recorded } from '#kernel';
import { happened } from '#kernel/specification';

/** Facts as one stream of a log holds them, from position 1 and revision 0 on. */
export const recorded = <F extends Fact>(facts: readonly F[], recordedAt?: Instant): readonly Recorded<F>[] =>
  facts.map((fact, index) => ({
    ...happened(fact, index, recordedAt),
    position: `${index + 1}`,
    stream: 'specified-stream',
    revision: index,
    hash: '',
    metadata: {
      commandId: `command-${index}`,
      commandType: 'Specified',
      correlationId: `command-${index}`,
      causationId: `command-${index}`,
      actor: 'local-administrator',
      role: 'administrator',
      origin: 'command' as const,
    },
  }));

type Step<Row> = (row: Row, event: Recorded, key: string) => Row | null;

/** The rows a projection folds out of facts, by key, as the follower would: for specifications of projections. */
export const rowsOf = <Row extends object>(
  projection: Projection<Row>,
  events: readonly Recorded[],
): ReadonlyMap<string, Row> => {
  const rows = new Map<string, Row>();
  for (const event of events) {
    const step: Step<Row> | undefined = projection.on[event.type];
    if (!step) continue;
    for (const key of [projection.key(event)].flat()) {
      const row = step(rows.get(key) ?? projection.blank(key), event, key);
      if (row) rows.set(key, row);
      else rows.delete(key);
    }
  }
  return rows;
};
