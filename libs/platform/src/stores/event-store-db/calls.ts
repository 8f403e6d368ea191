import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams, { type AppendReq, type ReadReq } from '@eventstore/db-client/generated/streams_pb.js';

/** An event as it is given to the server: its data and metadata are these bytes and no others. */
export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** Which part of the log to read. */
export interface PageOfAll {
  /** The event to begin at: included forwards, excluded backwards. Absent: from the beginning, or from the end. */
  readonly at?: string;
  readonly limit: number;
  readonly backwards: boolean;
  /** Only streams whose names begin so: the server leaves out its own events and all others. */
  readonly prefix: string;
}

/** Which part of a stream to read. */
export interface PageOfStream {
  /** A revision, included. Absent: from the beginning, or from the end. */
  readonly from?: number;
  readonly limit: number;
  readonly backwards: boolean;
}

const FORWARDS = streams.ReadReq.Options.ReadDirection.FORWARDS;
const BACKWARDS = streams.ReadReq.Options.ReadDirection.BACKWARDS;

/** The messages of one append. */
export const appendMessages = (
  stream: string,
  expected: number | 'any',
  events: readonly ProposedEvent[],
): readonly AppendReq[] => {
  const options = new streams.AppendReq.Options();
  options.setStreamIdentifier(named(stream));
  if (expected === 'any') options.setAny(new shared.Empty());
  else if (expected < 0) options.setNoStream(new shared.Empty());
  else options.setRevision(String(expected));
  const header = new streams.AppendReq();
  header.setOptions(options);
  return [header, ...events.map(proposal)];
};

const proposal = ({ id, type, data, metadata }: ProposedEvent): AppendReq => {
  const uuid = new shared.UUID();
  uuid.setString(id);
  const message = new streams.AppendReq.ProposedMessage();
  message.setId(uuid);
  message.getMetadataMap().set('type', type);
  message.getMetadataMap().set('content-type', 'application/json');
  message.setData(Buffer.from(data));
  message.setCustomMetadata(Buffer.from(metadata));
  const request = new streams.AppendReq();
  request.setProposedMessage(message);
  return request;
};

/** Asks for a page of a stream. */
export const streamRequest = (stream: string, { from, limit, backwards }: PageOfStream): ReadReq => {
  const of = new streams.ReadReq.Options.StreamOptions();
  of.setStreamIdentifier(named(stream));
  if (from !== undefined) of.setRevision(String(from));
  else if (backwards) of.setEnd(new shared.Empty());
  else of.setStart(new shared.Empty());
  const options = readOptions(backwards);
  options.setStream(of);
  options.setCount(String(limit));
  options.setNoFilter(new shared.Empty());
  return request(options);
};

/** Asks for a page of the log; the client itself offers a filter for subscriptions only. */
export const allRequest = ({ at, limit, backwards, prefix }: PageOfAll): ReadReq => {
  const of = new streams.ReadReq.Options.AllOptions();
  if (at !== undefined) {
    const position = new streams.ReadReq.Options.Position();
    position.setCommitPosition(at);
    position.setPreparePosition(at);
    of.setPosition(position);
  } else if (backwards) of.setEnd(new shared.Empty());
  else of.setStart(new shared.Empty());
  const options = readOptions(backwards);
  options.setAll(of);
  options.setCount(String(limit));
  options.setFilter(streamsThatBegin(prefix));
  return request(options);
};

/** Asks to be told of every event from now on. */
export const subscriptionRequest = (prefix: string): ReadReq => {
  const of = new streams.ReadReq.Options.AllOptions();
  of.setEnd(new shared.Empty());
  const options = readOptions(false);
  options.setAll(of);
  options.setSubscription(new streams.ReadReq.Options.SubscriptionOptions());
  options.setFilter(streamsThatBegin(prefix));
  return request(options);
};

const readOptions = (backwards: boolean): InstanceType<typeof streams.ReadReq.Options> => {
  const uuids = new streams.ReadReq.Options.UUIDOption();
  uuids.setString(new shared.Empty());
  const options = new streams.ReadReq.Options();
  options.setUuidOption(uuids);
  options.setResolveLinks(false);
  options.setReadDirection(backwards ? BACKWARDS : FORWARDS);
  return options;
};

const streamsThatBegin = (prefix: string): ReadReq.Options.FilterOptions => {
  const expression = new streams.ReadReq.Options.FilterOptions.Expression();
  expression.addPrefix(prefix);
  const filter = new streams.ReadReq.Options.FilterOptions();
  filter.setStreamIdentifier(expression);
  filter.setCount(new shared.Empty());
  filter.setCheckpointintervalmultiplier(1);
  return filter;
};

const request = (options: InstanceType<typeof streams.ReadReq.Options>): ReadReq => {
  const message = new streams.ReadReq();
  message.setOptions(options);
  return message;
};

const named = (stream: string): InstanceType<typeof shared.StreamIdentifier> => {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(stream));
  return identifier;
};
