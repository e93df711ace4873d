/** What somebody is told of a dialog that was not taken, where a platform cannot say it beside the fields. */
import { cleanText } from '../delivery/clean-text.ts';
import { shorten } from '../delivery/shorten.ts';
import type { Dialog, Fault } from './dialog.ts';
import type { Block, Button, Reply } from './reply.ts';

/** Characters of a field that are quoted: all of every field but an article's, so that it can be copied after a restart. */
const QUOTED = 1000;
/** Behind it the dialog opens again, filled in. */
const AGAIN = 'Change what you wrote';

/** Each field at fault by its label, what it holds and what is wrong, then the other fields, and a button back. */
export function faultsReply({ fields }: Dialog, faults: readonly Fault[], again: Button['id']): Reply {
  const filled = fields.map((field) => ({
    ...field,
    problems: faults.filter(({ option }) => option === field.name).map(({ problem }) => problem),
  }));
  const wrong = filled.filter(({ problems }) => problems.length > 0);
  const right = filled.filter(({ problems, value }) => problems.length === 0 && value !== undefined);
  return {
    title: 'Not yet',
    blocks: [
      ...wrong.flatMap(({ label, value, problems }): readonly Block[] => [
        ...fieldBlocks(label, value),
        ...problems.map((problem): Block => ({
          kind: 'line',
          inlines: [{ kind: 'text', text: capital(problem) }],
        })),
      ]),
      ...right.flatMap(({ label, value }) => fieldBlocks(label, value)),
      { kind: 'line', inlines: [{ kind: 'text', text: 'Nothing was kept.' }] },
    ],
    buttons: [{ id: again, label: AGAIN, style: 'primary' }],
    visibility: 'private',
  };
}

function fieldBlocks(label: string, value: string | undefined): readonly Block[] {
  const text = shorten(cleanText(value ?? ''), QUOTED);
  return [
    { kind: 'line', inlines: [{ kind: 'text', text: label, style: 'bold' }] },
    ...(text === '' ? [] : [{ kind: 'quote' as const, inlines: [{ kind: 'text' as const, text }] }]),
  ];
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
