/** Opens Slack's receivers: over the one bot, or by the address of an incoming webhook. */
import type { OpenPlatform, PlatformOptions } from '../../core/delivery/platform.ts';
import { valueOf } from '../../core/delivery/receiver.ts';
import { openSlack } from './connect.ts';
import { SlackReceiver, SlackSettings } from './receivers.ts';
import { slackWebhookSink } from './webhook-sink.ts';

export function openPlatform({
  variable,
  settings,
  heardElsewhere,
  post,
  log,
}: PlatformOptions): OpenPlatform {
  let atHome = false;
  const { changers, host, port } = SlackSettings.parse(settings ?? {});
  const botToken = variable('SLACK_BOT_TOKEN');
  const bot =
    botToken === undefined
      ? undefined
      : openSlack({
          botToken,
          appToken: variable('SLACK_APP_TOKEN'),
          signingSecret: variable('SLACK_SIGNING_SECRET'),
          listen: { host, port },
          groups: changers,
          atHome: () => atHome,
          apiUrl: variable('SLACK_API_URL'),
          heardElsewhere,
          log,
        });
  return {
    open: (written) => {
      const receiver = SlackReceiver.parse(written);
      const { mention } = receiver;
      switch (receiver.type) {
        case 'slack': {
          if (bot === undefined) throw new Error('a channel was opened without SLACK_BOT_TOKEN');
          const channel = valueOf(receiver.channel, variable);
          atHome = true;
          return { channel, sink: bot.sink(channel, { threads: receiver.threads, mention }) };
        }
        case 'slack-webhook': {
          const url = valueOf(receiver.url, variable);
          return { sink: slackWebhookSink({ url, followUps: receiver.follow_ups, mention, post, log }) };
        }
      }
    },
    ...(bot && { channel: (channel) => bot.sink(channel), chat: bot.chat, start: bot.start, stop: bot.stop }),
  };
}
