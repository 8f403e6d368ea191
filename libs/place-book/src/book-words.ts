import { inWords, type Recorded } from '#kernel';
import type { PlaceEvent } from '#places/events';

type OfGroup = Extract<
  PlaceEvent,
  { type: 'GroupRequested' | 'GroupAskedToSplit' | 'GroupSplit' | 'GroupPassedOver' }
>;

type Drawn = Extract<PlaceEvent, { type: 'OrderDrawn' }>['data'];
type Released = Extract<PlaceEvent, { type: 'ShareReleased' }>['data'];

/** What befell a group, for one of its own places or for one that waits beside it; '' when it says nothing. */
export const ofGroup = (event: Recorded<PlaceEvent>, isOwn: boolean): string => {
  const { type, data } = event as Recorded<OfGroup>;
  if (type === 'GroupAskedToSplit')
    return isOwn
      ? `${freeSeats(data.free)} for its group of ${data.size}, which is too few: the sponsor was asked whether it may be split, until ${inWords(data.answerBy)}.`
      : `${freeSeats(data.free)} for a group of ${data.size} that stood first, which is too few: its sponsor was asked whether it may be split, until ${inWords(data.answerBy)}. They are kept for it meanwhile.`;
  if (type === 'GroupSplit')
    return isOwn ? 'The sponsor lets the group be split: each of its places takes its own turn.' : '';
  if (type === 'GroupPassedOver')
    return isOwn
      ? `Its group of ${data.size} did not fit in the seats free for it (${data.free}) and was not split: the seats go to the next that fits. It keeps its rank.`
      : `A group of ${data.size} did not fit in the seats free for it (${data.free}) and was not split: the seats go to the next that fits.`;

  return '';
};

const drawn = ({ order, seed, carried = 0 }: Drawn): string => {
  const behind =
    carried === 0 ? '' : `, behind ${carried} carried here before it opened, in the order they had`;
  return `The order of the ${order.length - carried} requests of the window was drawn, from the seed ${seed.slice(0, 12)}...${behind}`;
};

/** What happened to the book, for those who wait; '' when it has no bearing on them. */
export const ofTheBook = (event: Recorded<PlaceEvent>): string => {
  if (event.type === 'WindowClosed')
    return `The request window closed with ${event.data.requests} requests: their order is drawn.`;
  if (event.type === 'OrderDrawn') return drawn(event.data);
  if (event.type === 'ShareReleased') return released(event.data);
  if (event.type === 'SponsorRecordsCounted')
    return event.data.sponsorIds.length > 1
      ? 'Records that stood for several sponsors turned out to be of one: its maximum counts what any of them asked for.'
      : 'Records that had been taken for one sponsor were parted again: each has a maximum of its own.';
  if (event.type === 'BookMoved')
    return `The cohort was moved: it starts on ${inWords(event.data.startsOn)}, and places are offered until ${inWords(event.data.lastJoiningDate)}.`;

  return '';
};

const released = ({ sector, seats, unfilled }: Released): string => {
  const kept = `kept for the sector "${sector.replaceAll('_', ' ')}"`;
  if (seats === 1)
    return `The seat ${kept} was released for all; it was ${unfilled === 0 ? 'filled' : 'free'}.`;

  return `The ${seats} seats ${kept} were released for all; ${unfilled} of them ${unfilled === 1 ? 'was' : 'were'} free.`;
};

const freeSeats = (free: number): string => (free === 1 ? '1 seat was free' : `${free} seats were free`);
