/** What is wrong with what somebody put into the dialog of `/watch new` or `/watch article`, field by field. */
import { parseArguments } from '../../../../core/command/arguments.ts';
import { type CommandName, commandNamed } from '../../../../core/command/catalogue.ts';
import type { Fault } from '../../../../core/command/dialog.ts';
import { askedAt, type Call, type CommandContext } from '../../context.ts';
import { draftFaults } from './draft-signs.ts';
import { readSigns, wholeArticle } from './watch-article.ts';
import { draftOf, unreadable } from './watch-new.ts';

/** Empty for commands that have no dialog. */
export async function faultsOf(
  ctx: CommandContext,
  name: CommandName,
  call: Call,
): Promise<readonly Fault[]> {
  if (name !== 'watch new' && name !== 'watch article') return [];
  const spec = commandNamed(name);
  if (spec === undefined) throw new Error(`the catalogue has no ${name}`);
  const parsed = parseArguments(spec, call.raw, ctx.briefs(), askedAt(ctx));
  if (parsed.kind === 'wrong') return parsed.faults;
  // What is asked for is all there; which of the two commands it is the compiler cannot follow.
  const given = (option: string): string => String(call.raw[option] ?? '').trim();
  if (name === 'watch new') {
    const written = { sign: given('sign'), words: given('words'), hit: given('hit'), miss: given('miss') };
    const faults = unreadable(written);
    return faults.length > 0 ? faults : draftFaults(ctx, call, draftOf(written));
  }
  const read = readSigns(ctx, wholeArticle(['article', 'part2', 'part3', 'part4'].map(given)));
  return read.kind === 'none' ? [{ option: 'article', problem: read.problems.join(' ') }] : [];
}
