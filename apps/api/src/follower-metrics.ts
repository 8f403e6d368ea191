import { type Followers, type FollowerStatus, type Metrics, type OutageWatch, TryAgain } from '#platform';

/** Publishes where every follower stands; nothing of them while the database does not answer. */
export const watchFollowers = (metrics: Metrics, followers: Followers, watch: OutageWatch): void => {
  const statusOfAll = async (): Promise<readonly FollowerStatus[]> => {
    try {
      return (await watch.unlessOut(() => followers.status())).followers;
    } catch (error) {
      if (error instanceof TryAgain) return [];
      throw error;
    }
  };
  const perFollower = (name: string, help: string, of: (follower: FollowerStatus) => number | undefined) =>
    metrics.perFollower(
      name,
      help,
      async () =>
        new Map(
          (await statusOfAll()).flatMap((follower) => {
            const number = of(follower);
            return number === undefined ? [] : [[follower.name, number]];
          }),
        ),
    );
  perFollower('l2d_follower_lag_events', 'Events a follower has not seen yet.', ({ lag }) => lag);
  perFollower('l2d_follower_failed', '1 for a follower that stands still.', ({ failed }) => (failed ? 1 : 0));
  perFollower(
    'l2d_follower_failed_at_position',
    'The event a follower stands still at; health tells its error and the command that resumes it.',
    ({ failed }) => (failed?.position === undefined ? undefined : Number(failed.position)),
  );
  perFollower(
    'l2d_work_items',
    'Commands of processes somebody has to look at.',
    ({ workItems }) => workItems,
  );
};
