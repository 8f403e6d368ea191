import {
  Metadata,
  status,
  type sendUnaryData,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import anys from 'google-protobuf/google/protobuf/any_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import statuses from '@eventstore/db-client/generated/status_pb.js';
import type { IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams, {
  type AppendReq,
  type AppendResp,
  type BatchAppendReq,
  type BatchAppendResp,
  type ReadReq,
  type ReadResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import {
  askedOf,
  checkpointMessage,
  confirmationMessage,
  eventMessage,
  expectedOf,
  nameOf,
  notFoundMessage,
  passes,
  proposedOf,
} from './messages.js';
import type { Expected, Proposed, ServerLog, Stored } from './server-log.js';

/** An error as the protocol carries it. */
export interface Refusal {
  readonly code: status;
  readonly details: string;
  readonly metadata?: Metadata;
}

/** What may go wrong on the way, as a test wishes. */
export interface Behaviour {
  /** Why a call is refused; undefined lets it in. */
  readonly refusal: (metadata: Metadata) => Refusal | undefined;
  /** Stores a proposal and answers; undefined for a client that is never answered. */
  readonly store: (
    stream: string,
    expected: Expected,
    proposed: readonly Proposed[],
  ) => Promise<Stored | Refusal | undefined>;
  /** Called with every read, to be counted. */
  readonly reading: () => void;
  /** Called before each event of a read; false: nothing more is heard of that read. */
  readonly sending: () => boolean;
}

/** The service `Streams`, as far as the store needs it. */
export const streamsService = (log: ServerLog, behaviour: Behaviour): IStreamsServer =>
  ({
    append: (call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>) => {
      const no = behaviour.refusal(call.metadata);
      const requests: AppendReq[] = [];
      const store = async () => {
        const options = requests[0]?.getOptions();
        const proposed = requests.flatMap((request) => request.getProposedMessage() ?? []).map(proposedOf);
        const stream = nameOf(options?.getStreamIdentifier());
        const stored = await behaviour.store(stream, expectedOf(options), proposed);
        if (stored && 'code' in stored) answer(stored);
        else if (stored) answer(null, appended(stored));
      };
      call.on('data', (request: AppendReq) => requests.push(request));
      call.on('error', () => undefined);
      call.on('end', () => (no ? answer(no) : void store()));
    },
    batchAppend: (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>) => {
      const no = behaviour.refusal(call.metadata);
      if (no) return void call.emit('error', no);
      const open = new Map<string, BatchAppendReq[]>();
      const store = async (requests: readonly BatchAppendReq[]) => {
        const [first] = requests;
        const options = first?.getOptions();
        const proposed = requests.flatMap((one) => one.getProposedMessagesList()).map(proposedOf);
        const stream = nameOf(options?.getStreamIdentifier());
        const stored = await behaviour.store(stream, expectedOf(options), proposed);
        if (first && stored && !('code' in stored)) call.write(batchAppended(first, options, stored));
      };
      call.on('error', () => undefined);
      call.on('end', () => call.end());
      call.on('data', (request: BatchAppendReq) => {
        const correlation = request.getCorrelationId()?.getString() ?? '';
        const requests = [...(open.get(correlation) ?? []), request];
        open.set(correlation, requests);
        if (!request.getIsFinal()) return;
        open.delete(correlation);
        void store(requests);
      });
    },
    read: (call: ServerWritableStream<ReadReq, ReadResp>) => {
      const no = behaviour.refusal(call.metadata);
      if (no) return void call.emit('error', no);
      behaviour.reading();
      const options = call.request.getOptions()!;
      try {
        if (options.hasSubscription()) subscribe(call, options, log);
        else answerRead(call, options, log, behaviour.sending);
      } catch (error) {
        call.emit('error', { code: status.INVALID_ARGUMENT, details: (error as Error).message });
      }
    },
  }) as unknown as IStreamsServer;

type ReadOptions = InstanceType<typeof streams.ReadReq.Options>;

const answerRead = (
  call: ServerWritableStream<ReadReq, ReadResp>,
  options: ReadOptions,
  log: ServerLog,
  sending: () => boolean,
): void => {
  const { records, missing } = askedOf(options, log);
  const filter = options.getFilter();
  if (missing !== undefined) call.write(notFoundMessage(missing));
  let left = Number(options.getCount());
  for (const record of records) {
    if (left === 0) break;
    if (!passes(record, filter)) continue;
    if (!sending()) return;
    call.write(eventMessage(record));
    left -= 1;
  }
  call.end();
};

const subscribe = (
  call: ServerWritableStream<ReadReq, ReadResp>,
  options: ReadOptions,
  log: ServerLog,
): void => {
  const { records } = askedOf(options, log);
  // A subscription begins after the position it names.
  const skipped = options.getAll()?.hasPosition() ? 1 : 0;
  let next = log.records.length - records.length + skipped;
  const filter = options.getFilter();
  const send = () => {
    for (; next < log.records.length; next += 1) {
      const record = log.records[next]!;
      call.write(passes(record, filter) ? eventMessage(record) : checkpointMessage(record.position));
    }
  };
  call.write(confirmationMessage());
  send();
  log.listeners.add(send);
  for (const end of ['cancelled', 'close', 'error']) call.on(end, () => log.listeners.delete(send));
};

const appended = (stored: Stored): InstanceType<typeof streams.AppendResp> => {
  const response = new streams.AppendResp();
  if (!stored.stored) {
    const wrong = new streams.AppendResp.WrongExpectedVersion();
    if (stored.revision < 0) wrong.setCurrentNoStream(new shared.Empty());
    else wrong.setCurrentRevision(String(stored.revision));
    response.setWrongExpectedVersion(wrong);
    return response;
  }
  const position = new streams.AppendResp.Position();
  position.setCommitPosition(String(stored.position));
  position.setPreparePosition(String(stored.position));
  const success = new streams.AppendResp.Success();
  success.setCurrentRevision(String(stored.revision));
  success.setPosition(position);
  response.setSuccess(success);
  return response;
};

const batchAppended = (
  request: BatchAppendReq,
  options: BatchAppendReq.Options | undefined,
  stored: Stored,
): InstanceType<typeof streams.BatchAppendResp> => {
  const response = new streams.BatchAppendResp();
  response.setCorrelationId(request.getCorrelationId());
  response.setStreamIdentifier(options?.getStreamIdentifier());
  if (!stored.stored) {
    const wrong = new shared.WrongExpectedVersion();
    if (stored.revision >= 0) wrong.setCurrentStreamRevision(String(stored.revision));
    const details = new anys.Any();
    details.pack(wrong.serializeBinary(), 'event_store.client.WrongExpectedVersion');
    const error = new statuses.Status();
    error.setDetails(details);
    response.setError(error);
    return response;
  }
  const position = new shared.AllStreamPosition();
  position.setCommitPosition(String(stored.position));
  position.setPreparePosition(String(stored.position));
  const success = new streams.BatchAppendResp.Success();
  success.setCurrentRevision(String(stored.revision));
  success.setPosition(position);
  response.setSuccess(success);
  return response;
};
