import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { AppendReq, BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { Expected, LogRecord, Proposed, ServerLog } from './server-log.js';

type ProposedMessage = AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage;

/** The event a client proposes. */
export const proposedOf = (message: ProposedMessage): Proposed => ({
  id: message.getId()?.getString() ?? '',
  type: message.getMetadataMap().get('type') ?? '',
  contentType: message.getMetadataMap().get('content-type') ?? '',
  data: message.getData_asU8(),
  customMetadata: message.getCustomMetadata_asU8(),
});

/** The revision a client expects. */
export const expectedOf = (options: AppendReq.Options | BatchAppendReq.Options | undefined): Expected => {
  if (!options || options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'exists';
  if (options.hasNoStream()) return -1;
  return Number('getRevision' in options ? options.getRevision() : options.getStreamPosition());
};

/** The name of a stream. */
export const nameOf = (identifier: shared.StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString();

/** An event as the protocol carries it. */
export const eventMessage = (record: LogRecord): InstanceType<typeof streams.ReadResp> => {
  const id = new shared.UUID();
  id.setString(record.id);
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(record.stream));
  const message = new streams.ReadResp.ReadEvent.RecordedEvent();
  message.setId(id);
  message.setStreamIdentifier(identifier);
  message.setStreamRevision(String(record.revision));
  message.setCommitPosition(String(record.position));
  message.setPreparePosition(String(record.position));
  message.setData(record.data);
  message.setCustomMetadata(record.customMetadata);
  const metadata = message.getMetadataMap();
  metadata.set('type', record.type);
  metadata.set('content-type', record.contentType);
  metadata.set('created', String(BigInt(record.createdMilliseconds) * 10_000n));
  const event = new streams.ReadResp.ReadEvent();
  event.setEvent(message);
  event.setCommitPosition(String(record.position));
  const response = new streams.ReadResp();
  response.setEvent(event);
  return response;
};

/** Says that there is no such stream. */
export const notFoundMessage = (stream: string): InstanceType<typeof streams.ReadResp> => {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(stream));
  const notFound = new streams.ReadResp.StreamNotFound();
  notFound.setStreamIdentifier(identifier);
  const response = new streams.ReadResp();
  response.setStreamNotFound(notFound);
  return response;
};

/** Says that a subscription has begun. */
export const confirmationMessage = (): InstanceType<typeof streams.ReadResp> => {
  const confirmation = new streams.ReadResp.SubscriptionConfirmation();
  confirmation.setSubscriptionId('test');
  const response = new streams.ReadResp();
  response.setConfirmation(confirmation);
  return response;
};

/** Says how far a subscription with a filter has looked. */
export const checkpointMessage = (position: bigint): InstanceType<typeof streams.ReadResp> => {
  const checkpoint = new streams.ReadResp.Checkpoint();
  checkpoint.setCommitPosition(String(position));
  checkpoint.setPreparePosition(String(position));
  const response = new streams.ReadResp();
  response.setCheckpoint(checkpoint);
  return response;
};

/** What a read asks for, or why it is refused. */
export const askedOf = (
  options: InstanceType<typeof streams.ReadReq.Options>,
  log: ServerLog,
): { readonly records: readonly LogRecord[]; readonly missing?: string } => {
  const backwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
  const stream = options.getStream();
  if (stream) {
    const name = nameOf(stream.getStreamIdentifier());
    const all = log.readable(name);
    if (log.stream(name).length === 0) return { records: [], missing: name };
    const from = stream.hasRevision() ? Number(stream.getRevision()) : backwards ? Infinity : 0;
    if (!backwards) return { records: stream.hasEnd() ? [] : all.filter(({ revision }) => revision >= from) };
    return { records: stream.hasStart() ? [] : all.filter(({ revision }) => revision <= from).reverse() };
  }

  const at = options.getAll();
  const position = at?.getPosition()?.getCommitPosition();
  if (position === undefined) {
    const nothing = backwards ? at?.hasStart() : at?.hasEnd();
    return { records: nothing ? [] : backwards ? [...log.records].reverse() : log.records };
  }
  const index = log.records.findIndex((record) => String(record.position) === position);
  if (index < 0) throw new Error('Invalid position.');
  // As on the real product: the event at the position is read forwards, not backwards.
  return { records: backwards ? log.records.slice(0, index).reverse() : log.records.slice(index) };
};

/** Whether an event passes the filter a client stated. */
export const passes = (
  record: LogRecord,
  filter: ReturnType<InstanceType<typeof streams.ReadReq.Options>['getFilter']>,
): boolean => {
  if (!filter) return true;
  const byStream = filter.getStreamIdentifier();
  const expression = byStream ?? filter.getEventType();
  const text = byStream ? record.stream : record.type;
  const regex = expression?.getRegex();
  if (regex) return new RegExp(regex).test(text);
  return (expression?.getPrefixList() ?? []).some((prefix) => text.startsWith(prefix));
};
