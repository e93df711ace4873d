/** Checks of a brief that look at more than one value: what is named must exist, and the article must say the quotes. */
import { isScalar } from 'yaml';
import type { Lists } from '../core/lists/list.ts';
import { checkCorrelations } from './check-correlations.ts';
import type { Issue } from './issue.ts';
import { suggest } from './suggest.ts';
import { asList, asMap, asText, type Path, valueAt } from './yaml/untyped.ts';
import { issueAt, type YamlSource } from './yaml/yaml-source.ts';

/** Issues of one brief, whose queries may name the shared lists, on its unparsed value, so that they are found beside the schema's. */
export function checkBriefFile(source: YamlSource, shared: Lists): readonly Issue[] {
  return [
    ...checkUniqueIds(source),
    ...checkHypotheses(source),
    ...checkQuotes(source),
    ...checkComments(source),
    ...checkCorrelations(source, shared),
  ];
}

/** Ids of the entries of a list such as `indicators`, with the path of each. */
export function idsOf(
  source: YamlSource,
  list: string,
): readonly { readonly id: string; readonly path: Path }[] {
  return asList(valueAt(source.value, [list])).flatMap((entry, index) => {
    const id = asText(asMap(entry)['id']);
    return id === undefined ? [] : [{ id, path: [list, index, 'id'] }];
  });
}

/** Indicators and correlations share one set of ids: both are what an alert, a mute or a command names. */
function checkUniqueIds(source: YamlSource): readonly Issue[] {
  const seen = new Set<string>();
  const issues: Issue[] = [];
  for (const { id, path } of [...idsOf(source, 'indicators'), ...idsOf(source, 'correlations')]) {
    if (seen.has(id)) {
      issues.push(
        issueAt(source, path, {
          what: `the id ${id} is used twice in this brief`,
          remedy: 'give one of them another id',
        }),
      );
    }
    seen.add(id);
  }
  return issues;
}

function checkHypotheses(source: YamlSource): readonly Issue[] {
  const known = Object.keys(asMap(valueAt(source.value, ['hypotheses'])));
  const held = new Set(known);
  return asList(valueAt(source.value, ['indicators'])).flatMap((indicator, index) => {
    const supports = asText(asMap(indicator)['supports']);
    if (supports === undefined || held.has(supports)) return [];
    return [
      issueAt(source, ['indicators', index, 'supports'], {
        what: `there is no hypothesis ${supports}`,
        remedy: suggest(supports, known, 'add it below hypotheses:'),
      }),
    ];
  });
}

const SECTIONS = ['happened', 'leverage', 'mechanism', 'matters', 'watch'] as const;

/** A quote has to be the article's own words; an ellipsis (… or ...) may leave words out. */
function checkQuotes(source: YamlSource): readonly Issue[] {
  const sections = SECTIONS.map((key) => fold(asText(asMap(source.value)[key]) ?? ''));
  return ['indicators', 'correlations'].flatMap((list) =>
    asList(valueAt(source.value, [list])).flatMap((entry, index) => {
      const quote = asText(asMap(entry)['quote']);
      if (quote === undefined || sections.some((section) => says(section, quote))) return [];
      return [
        issueAt(source, [list, index, 'quote'], {
          severity: 'warning',
          what: 'the quote is not in the five sections of the brief',
          remedy: 'copy the words of the article, with … where words are left out',
        }),
      ];
    }),
  );
}

function says(section: string, quote: string): boolean {
  let from = 0;
  for (const part of quote.split(/…|\.\.\./).map(fold)) {
    const at = section.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return true;
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Warns of a query on one line that a comment follows: YAML drops what stands behind the hash. */
function checkComments(source: YamlSource): readonly Issue[] {
  return asList(valueAt(source.value, ['indicators'])).flatMap((_each, index) => {
    const node = source.document.getIn(['indicators', index, 'query'], true);
    if (!isScalar(node) || node.type !== 'PLAIN' || node.comment === undefined || node.comment === null)
      return [];
    return [
      issueAt(source, ['indicators', index, 'query'], {
        severity: 'warning',
        what: `a comment follows the query on its line, and is no part of it: #${node.comment}`,
        remedy:
          'put the query in quotes where the hash belongs to it, or write the comment on a line of its own',
      }),
    ];
  });
}
