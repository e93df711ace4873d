import { describe, expect, it } from 'vitest';
import { queryOfWords } from '../../../src/core/article/words-query.ts';
import { parseQuery } from '../../../src/core/query/language/parse.ts';

describe('a query of words', () => {
  it.each([
    ['port sold', 'port sold'],
    ['port sold\nharbour sold', '(port sold)\nOR (harbour sold)'],
    ['port sold, quay; dock', '(port sold)\nOR quay\nOR dock'],
    ['- port sold\n• harbour sold\n* quay bought', '(port sold)\nOR (harbour sold)\nOR (quay bought)'],
    ['1. port sold\n2) harbour sold', '(port sold)\nOR (harbour sold)'],
    ['“port sold”, harbour sold', '(“port sold”)\nOR (harbour sold)'],
    ['docker* strike, “night shift”', '(docker* strike)\nOR (“night shift”)'],
    ['port or harbour', 'port\nOR harbour'],
    ['when a port is sold to a foreign company', 'port sold foreign company'],
    ['port -wine', 'port AND NOT wine'],
    ['port sold -“port wine”', 'port sold AND NOT “port wine”'],
    ['the', 'the'],
    ['burden-sharing', 'burden-sharing'],
    ['port AND (sold OR buys)', 'port AND (sold OR buys)'],
    ['- port AND sold', 'port AND sold'],
    ['=NATO\nOTAN', '=NATO\nOR OTAN'],
    ['strajk dokerów', 'strajk dokerów'],
    ['بيع ميناء', 'بيع ميناء'],
  ])('%s', (written, query) => {
    expect(queryOfWords(written)).toBe(query);
    expect(parseQuery(query).kind).toBe('ok');
  });

  it.each([
    ['-wine', '-wine'],
    [' \n , ', ''],
  ])('is left for the parser to refuse: %j', (written, query) => {
    expect(queryOfWords(written)).toBe(query);
  });

  it.each(['"'.repeat(20_000), '- '.repeat(20_000), 'a '.repeat(20_000), ','.repeat(20_000)])(
    'is done with what is however long: %#',
    (written) => {
      expect(typeof queryOfWords(written)).toBe('string');
    },
  );
});
