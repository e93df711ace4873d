/** `signpost manifest NAME`: what whoever sets a platform up has to hand it, made from the same catalogue. */
import type { Command } from 'commander';
import { CATALOGUE } from '../../core/command/catalogue.ts';
import { PLATFORMS } from '../run/platforms.ts';

export function addManifest(program: Command): void {
  const offered = PLATFORMS.flatMap(({ name, manifest }) =>
    manifest === undefined ? [] : [{ name, manifest }],
  );
  const parent = program
    .command('manifest')
    .description(
      `print what a platform needs to know of the bot, with the least permissions: ${offered.map(({ name }) => name).join(', ')}`,
    );
  for (const { name, manifest } of offered) {
    const { argument, option } = manifest;
    const command = parent.command(name).description(manifest.about);
    if (argument !== undefined) command.argument(`<${argument.name}>`, argument.about);
    if (option !== undefined) command.option(option.flags, option.about);
    command.action(async () => {
      const [given] = Object.values<string>(command.opts());
      const text = await manifest.print(CATALOGUE, { argument: command.args[0], option: given });
      process.stdout.write(`${text}\n`);
    });
  }
}
