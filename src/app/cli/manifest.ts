/** `signpost manifest slack|discord`: what a workspace or server needs to know of the bot, made from the same catalogue. */
import type { Command } from 'commander';
import { CATALOGUE } from '../../core/command/catalogue.ts';
import { discordInvite } from '../../edges/discord/invite.ts';
import { slackManifest } from '../../edges/slack/manifest.ts';

export function addManifest(program: Command): void {
  const manifest = program
    .command('manifest')
    .description('print what Slack or Discord needs to know of the bot, with the least permissions');
  manifest
    .command('slack')
    .description('the app manifest: paste it at api.slack.com/apps, Create New App, From a manifest')
    .option('--url <url>', 'the public https address of HTTP mode; Socket Mode where left out')
    .action(({ url }: { url?: string }) => {
      const options =
        url === undefined ? ({ socketMode: true } as const) : ({ socketMode: false, url } as const);
      process.stdout.write(`${JSON.stringify(slackManifest(CATALOGUE, options), null, 2)}\n`);
    });
  manifest
    .command('discord')
    .description('the link that invites the bot to a server')
    .argument('<application>', "the application's id, from discord.com/developers/applications")
    .action((application: string) => {
      process.stdout.write(`${discordInvite(application)}\n`);
    });
}
