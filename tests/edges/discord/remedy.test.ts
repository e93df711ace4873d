/** Which of Discord's refusals end when somebody mends something, and which are about the message. */
import { describe, expect, it } from 'vitest';
import { outcomeOf, outcomeOfEdit } from '../../../src/edges/discord/sink.ts';

const refused = (status: number, code: number | undefined) =>
  ({ kind: 'refused', status, code, message: 'No' }) as const;

describe('a post that Discord refuses', () => {
  it.each([
    [403, 50001],
    [403, 50013],
    [404, 10003],
    [404, 10004],
    [404, 10015],
    [401, 0],
    [403, 40007],
    [403, 50007],
    [403, 50278],
    [400, 20016],
    [400, 30033],
    [400, 40067],
    [400, 50024],
    [400, 50083],
    [400, 160005],
    [400, 160006],
    [400, 200000],
    [403, 999_999],
    [404, 999_999],
    [400, 220001],
    [400, 220003],
    [400, undefined],
    [403, undefined],
    [404, undefined],
    [407, undefined],
    [410, undefined],
    [451, undefined],
  ])('with %s and code %s is held until somebody mends it', (status, code) => {
    expect(outcomeOf(refused(status, code))).toMatchObject({ kind: 'refused' });
  });

  it.each([
    [400, 50006],
    [400, 50035],
    [400, 0],
    [413, 40005],
    [413, undefined],
  ])('with %s and code %s is about the message', (status, code) => {
    expect(outcomeOf(refused(status, code))).toMatchObject({ kind: 'rejected' });
  });
});

it.each([20028, 20029, 130000])(
  'a post beyond a limit (%i) is tried again, and nobody is told of a refusal',
  (code) => {
    expect(outcomeOf(refused(400, code))).toMatchObject({ kind: 'retry' });
  },
);

describe('an edit that Discord refuses', () => {
  it.each([
    [404, 10008, 'passed'],
    [403, 50005, 'passed'],
    [400, 30046, 'retry'],
    [429, 20022, 'retry'],
    [403, 50013, 'refused'],
  ])('with %s and code %i is %s', (status, code, kind) => {
    expect(outcomeOfEdit(refused(status, code))).toMatchObject({ kind });
  });
});
