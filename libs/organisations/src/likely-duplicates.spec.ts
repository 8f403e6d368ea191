import { likelyDuplicates, NameIndex } from './likely-duplicates.js';
import { nameKeysOf } from './name-key.js';

const likely = (one: string, other: string): boolean => {
  const found = likelyDuplicates(one, [{ name: other }]).length === 1;
  expect(likelyDuplicates(other, [{ name: one }]).length === 1).toBe(found);
  return found;
};

describe('likely duplicates', () => {
  it.each([
    ['Highland Council', 'The Highland Council'],
    ['HIGHLAND COUNCIL', 'highland  council'],
    ['Forth Valley NHS Board', 'NHS Forth Valley'],
    ['Forth Valley Health Board', 'NHS Forth Valley'],
    ['Perth & Kinross Council', 'Perth and Kinross Council'],
    ['Perth&Kinross Council', 'Perth and Kinross Council'],
    ['City of Edinburgh Council', 'Edinburgh City Council'],
    ['Comhairle nan Eilean Siar', 'Comhairle Nan Eilean Siar'],
    ['Autumn Leaves Ltd.', 'Autumn Leaves Limited'],
    ['Autumn Leaves PLC', 'Autumn Leaves'],
    ["Queen's Cross Nursery", 'Queen’s Cross Nursery Limited'],
    ['Queens Cross Nursery', 'Queen’s Cross Nursery Limited a private company limited by guarantee'],
    ['Wigtown Aid, a Company Limited by Guarantee', 'Wigtown Aid'],
    ['Autumn Leaves, a company limited by guarantee, trading as ALC', 'Autumn Leaves'],
    ['Autumn Leaves, a company limited by guarantee, trading as ALC', 'ALC'],
    ['Leaf Care Ltd (Trading as Sure Leaf)', 'Sure Leaf Ltd'],
    ['288 Leaf Group Ltd T/A Sitters', '288 Leaf Group'],
    ['Café Òran', 'Cafe Oran'],
    ['שלום', 'שלום'],
  ])('are "%s" and "%s"', (one, other) => expect(likely(one, other)).toBe(true));

  it.each([
    ['East Lothian Council', 'West Lothian Council'],
    ['NHS Highland', 'Highland Council'],
    ['Aberdeen City Council', 'Aberdeenshire Council'],
    ['Leaf One Ltd t/a Blue Bird Care', 'Leaf Two Ltd t/a Blue Bird Care'],
    ['Council', 'Board'],
    ['Limited', 'PLC'],
    ['Autumn Leaves 1', 'Autumn Leaves 2'],
  ])('are not "%s" and "%s"', (one, other) => expect(likely(one, other)).toBe(false));

  it('answer each once, whichever of its names matches', () => {
    const leaves = { name: 'Autumn Leaves trading as Autumn Leaves Ltd' };
    expect(new NameIndex([leaves]).likelyDuplicatesOf('Autumn Leaves t/a Autumn Leaves')).toEqual([leaves]);
  });

  it('are found in an index that grows while an import is read', () => {
    const index = new NameIndex<{ name: string }>();
    expect(index.likelyDuplicatesOf('Fife Council')).toEqual([]);
    index.add({ name: 'The Fife Council' });
    expect(index.likelyDuplicatesOf('Fife Council')).toEqual([{ name: 'The Fife Council' }]);
  });

  it('compare a name that says only what it trades as', () =>
    expect(nameKeysOf(' trading as Sure Leaf')).toEqual({ legal: 'sure leaf' }));
});
