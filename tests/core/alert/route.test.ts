import { describe, expect, it } from 'vitest';
import { Route, routeAlert } from '../../../src/core/alert/route.ts';

const tree = Route.parse({
  receiver: 'everyone',
  routes: [
    { match: { severity: 'high' }, receiver: 'night-desk', continue: true, group_wait: '0s' },
    {
      match: { brief: 'nato-loyalty' },
      receiver: 'security',
      routes: [{ match: { tag: ['staffing', 'money'] }, receiver: 'people' }],
    },
    { match: { lang: 'de' }, receiver: 'berlin' },
  ],
});
const told = (labels: Parameters<typeof routeAlert>[1]): readonly string[] =>
  routeAlert(tree, labels, 30_000).map(({ receiver }) => receiver);

describe('routeAlert', () => {
  it('falls back to the root where no child matches', () => {
    expect(told({ severity: ['low'], lang: ['en'] })).toEqual(['everyone']);
  });

  it('stops at the first match and takes the deepest node', () => {
    expect(told({ brief: ['nato-loyalty'], lang: ['de'], tag: ['money'] })).toEqual(['people']);
    expect(told({ brief: ['nato-loyalty'], lang: ['de'], tag: ['sport'] })).toEqual(['security']);
  });

  it('goes on after a node that says continue', () => {
    expect(told({ severity: ['high'], lang: ['de'] })).toEqual(['night-desk', 'berlin']);
  });

  it('names a receiver once, with the wait of the node that named it first', () => {
    const twice = Route.parse({
      receiver: 'a',
      routes: [
        { match: { severity: 'high' }, group_wait: '5s', continue: true },
        { match: { lang: 'en' }, receiver: 'a' },
      ],
    });
    expect(routeAlert(twice, { severity: ['high'], lang: ['en'] }, 30_000)).toEqual([
      { receiver: 'a', groupWait: 5_000, groupBy: [], node: '.0' },
    ]);
  });

  it('groups at a receiver only where every route that names it does', () => {
    const routes = (second: object) =>
      Route.parse({
        receiver: 'a',
        routes: [{ group_by: ['brief'], continue: true }, second],
      });
    const groupsBy = (tree: Route) => routeAlert(tree, {}, 0).map(({ groupBy }) => groupBy);
    expect(groupsBy(routes({ group_by: ['indicator'] }))).toEqual([['brief']]);
    expect(groupsBy(routes({ receiver: 'a' }))).toEqual([[]]);
  });

  it('hands down what a route says of grouping and reminders, and what a child says wins', () => {
    const grouped = Route.parse({
      receiver: 'a',
      group_by: ['brief'],
      group_interval: '5m',
      repeat: true,
      routes: [
        { match: { kind: 'rising' }, repeat_interval: '2h', group_by: [] },
        { match: { severity: 'low' }, repeat: false },
      ],
    });
    const above = { receiver: 'a', groupWait: 0, groupInterval: 300_000 };
    expect(routeAlert(grouped, { kind: ['rising'] }, 0)).toEqual([
      { ...above, groupBy: [], repeat: true, repeatInterval: 7_200_000, node: '.0' },
    ]);
    expect(routeAlert(grouped, { severity: ['low'] }, 0)).toEqual([
      { ...above, groupBy: ['brief'], repeat: false, node: '.1' },
    ]);
    expect(routeAlert(grouped, {}, 0)).toEqual([{ ...above, groupBy: ['brief'], repeat: true, node: '' }]);
  });

  it('does not answer where a matching child without continue is followed by another', () => {
    expect(told({ lang: ['de', 'en'], brief: ['other'] })).toEqual(['berlin']);
  });
});
