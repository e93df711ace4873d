/** One report as one line of markdown: its headline, linked, its outlet and when. */
import { foundInWords } from '../../../core/delivery/found-in-words.ts';
import type { Report } from '../../../core/delivery/notification.ts';
import { foreign, linked, relativeTime } from './markdown.ts';

/**
 * At most `room` characters, undefined where not even the words fit. Long addresses crowd out what is to be read, so
 * they give way first.
 */
export function reportLine(report: Report, room: number): string | undefined {
  const headline = foreign(report.headline, 140) || '(no headline)';
  const found = foreign(foundInWords(report.wordsFound) ?? '', 300);
  const about = [foreign(report.outlet, 80), relativeTime(report.at), found].filter((part) => part !== '');
  return [200, 0]
    .map((most) => `${linked(headline, report.link, most)} · ${about.join(' · ')}`)
    .find((each) => each.length <= room);
}
