/** Which of Slack's refusals are held, and which are about the message; of webhooks, too. */
import { WebAPIPlatformError } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import type { PlatformOptions } from '../../../src/core/delivery/platform.ts';
import { failureOf } from '../../../src/edges/slack/failures.ts';
import { slackWebhookSink } from '../../../src/edges/slack/webhook-sink.ts';
import { sampleAlert } from '../../conformance/notifications.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const platformError = (error: string): WebAPIPlatformError => new WebAPIPlatformError({ ok: false, error });

describe('a post that Slack refuses', () => {
  it.each([
    'not_in_channel',
    'channel_not_found',
    'is_archived',
    'account_inactive',
    'token_revoked',
    'missing_scope',
    'restricted_action',
    'channel_is_limited_access',
    'ekm_access_denied',
    'user_is_restricted',
    'org_login_required',
    'messages_tab_disabled',
    'cannot_dm_bot',
    'a_code_of_next_year',
  ])('with %s is held, and the code is said', (code) => {
    const failure = failureOf(platformError(code));
    expect(failure).toMatchObject({ kind: 'refused' });
    expect(failure?.kind === 'refused' && failure.reason).toContain(`(${code})`);
  });

  it.each(['msg_too_long', 'invalid_blocks', 'no_text', 'metadata_too_large', 'too_many_attachments'])(
    'with %s is about the message',
    (code) => {
      expect(failureOf(platformError(code))).toMatchObject({ kind: 'rejected' });
    },
  );

  it.each([
    ['ratelimited', 'retry'],
    ['request_timeout', 'retry'],
    ['internal_error', 'uncertain'],
    ['message_not_found', 'passed'],
    ['edit_window_closed', 'passed'],
  ])('with %s is %s', (code, kind) => {
    expect(failureOf(platformError(code))).toMatchObject({ kind });
  });
});

describe('a post to an incoming webhook', () => {
  const outcome = (answer: Awaited<ReturnType<NonNullable<PlatformOptions['post']>>>) =>
    slackWebhookSink({
      url: 'https://hooks.slack.com/services/x',
      log: quiet,
      post: () => Promise.resolve(answer),
    })(
      { deliveryId: 'x', notification: sampleAlert, prior: undefined, maybeSentAt: undefined, now: 0 },
      new AbortController().signal,
    );

  it.each([
    [404, 'no_service', 'refused'],
    [410, 'channel_is_archived', 'refused'],
    [403, 'action_prohibited', 'refused'],
    [403, '<html>a proxy</html>', 'refused'],
    [404, '', 'refused'],
    [410, 'gone_for_good', 'refused'],
    [302, '', 'refused'],
    [301, 'moved', 'refused'],
    [200, '<!doctype html><title>Log in</title>', 'refused'],
    [200, '{"ok":false,"error":"invalid_auth"}', 'refused'],
    [200, '{"success":false}', 'refused'],
    [200, 'ok', 'sent'],
    [200, '', 'sent'],
    [204, '', 'sent'],
    [200, '{"ok":true}', 'sent'],
    [200, '{"not json', 'sent'],
    [400, 'invalid_payload', 'rejected'],
    [408, '', 'retry'],
    [429, '', 'retry'],
    [500, 'rollup_error', 'uncertain'],
    [503, '', 'uncertain'],
  ])('that is answered %i %j is %s', async (status, text, kind) => {
    expect(await outcome({ status, text, retryAfter: undefined })).toMatchObject({ kind });
  });

  it.each([
    ['30', 30_000],
    ['2.5', 2_500],
    ['Thu, 01 Jan 1970 00:01:00 GMT', 60_000],
    ['soon', undefined],
    ['-5', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('waits for what Retry-After: %s says', async (retryAfter, after) => {
    const limited = await outcome({ status: 429, text: '', retryAfter });
    expect(limited.kind === 'retry' ? limited.after : limited).toBe(after);
  });

  it('is refused with the remedy where the guard keeps it from the address', async () => {
    expect(
      await outcome({ refused: '10.0.0.1 is a private address; add "10.0.0.1" to polling.allow_hosts' }),
    ).toEqual({
      kind: 'refused',
      reason:
        'the address of the webhook: 10.0.0.1 is a private address; add "10.0.0.1" to polling.allow_hosts',
    });
  });
});
