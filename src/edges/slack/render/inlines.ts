/** Writes the inlines of a reply or a card as Slack's rich text. */
import type { Inline } from '../../../core/command/reply.ts';
import { cleanLine } from '../../../core/delivery/clean-text.ts';
import { isolated } from '../../../core/delivery/isolate.ts';
import { shorten } from '../../../core/delivery/shorten.ts';
import { type Element, marked, moment, own, type TextStyle } from './rich-text.ts';

const MAX_INLINE = 1000;

export function inlineElements(parts: readonly Inline[]): readonly Element[] {
  return parts.flatMap((part): readonly Element[] => {
    switch (part.kind) {
      case 'text':
        return stretch(part.text, part.style);
      case 'link':
        return marked({ text: part.text, marks: [] }, part.url, MAX_INLINE);
      case 'time':
        return [moment(part.at, part.style)];
    }
  });
}

/** Cleaning takes the spaces at both ends away, which would glue a stretch to its neighbours. */
function stretch(text: string, style: TextStyle | undefined): readonly Element[] {
  const words = isolated(shorten(cleanLine(text), MAX_INLINE));
  if (words === '') return /\s/.test(text) ? [own(' ')] : [];
  return [own(`${/^\s/.test(text) ? ' ' : ''}${words}${/\s$/.test(text) ? ' ' : ''}`, style)];
}
