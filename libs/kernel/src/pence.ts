/** An amount of money in whole pence, GBP. Negative where a credit is meant. */
export type Pence = number;

/** True for a safe whole number of pence (and not -0). */
export const isPence = (value: unknown): value is Pence =>
  Number.isSafeInteger(value) && !Object.is(value, -0);

/** `£3,000.00`, for people. */
export const inPounds = (amount: Pence): string => {
  const sign = amount < 0 ? '-' : '';
  const pence = String(Math.abs(amount)).padStart(3, '0');
  return `${sign}£${pence.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')}.${pence.slice(-2)}`;
};

/**
 * Shares of an amount by whole-number weights, by largest remainder: they always sum to the amount, and of equal
 * remainders the earlier share gets the odd penny. Throws a RangeError for weights that are not whole numbers of
 * 0 or more, or that sum to 0.
 */
export const shares = (amount: Pence, weights: readonly number[]): Pence[] => {
  if (!isPence(amount)) throw new RangeError('An amount is a whole number of pence.');
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0))
    throw new RangeError('Weights are whole numbers of 0 or more.');
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n) throw new RangeError('The weights sum to 0: there is nothing to share by.');

  const whole = BigInt(Math.abs(amount));
  const parts = weights.map((weight, index) => ({
    index,
    share: (whole * BigInt(weight)) / total,
    remainder: (whole * BigInt(weight)) % total,
  }));
  let left = whole - parts.reduce((sum, part) => sum + part.share, 0n);
  for (const part of [...parts].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  )) {
    if (left === 0n) break;
    part.share += 1n;
    left -= 1n;
  }
  return parts.map(({ share }) => (amount < 0 && share > 0n ? -Number(share) : Number(share)));
};
