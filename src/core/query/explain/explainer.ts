/** Explains what many queries make of one text after another, over one vocabulary. */
import { holds } from '../engine/evaluate.ts';
import type { LinkedRule } from '../engine/program.ts';
import { scan, type Scanner } from '../engine/scan.ts';
import { evidenceOf, type Evidence } from '../engine/spans.ts';
import type { Node } from '../language/node.ts';
import type { MatchText } from '../words/text.ts';
import { explainNode } from './explain.ts';
import type { Explanation } from './explanation.ts';
import { foundWords } from './found-words.ts';
import { type NamedStretch, namedStretches } from './named-stretches.ts';

export type Explainer = {
  readonly matches: (id: string, text: MatchText) => boolean;
  /** What a rule that matches is made of, undefined where it does not match. */
  readonly evidence: (id: string, text: MatchText) => Evidence | undefined;
  readonly explain: (id: string, text: MatchText) => Explanation;
  /** The different words of headline and summary that the rule asks for, folded; whether it matches or not. */
  readonly words: (id: string, text: MatchText) => ReadonlySet<string>;
  /** The stretches for which the rule matches, and by which lists they were found; none where it does not match. */
  readonly stretches: (id: string, text: MatchText) => readonly NamedStretch[];
};

/** An explainer of linked rules; ids are theirs. One text at a time. */
export function createExplainer(rules: readonly LinkedRule[], scanner: Scanner): Explainer {
  const nodes = new Map(rules.map(({ id, node }) => [id, node]));
  const { hits } = scanner;
  let scanned: { readonly text: MatchText; readonly epoch: number } | undefined;
  const scanOnce = (id: string, text: MatchText): Node => {
    const node = nodes.get(id);
    if (node === undefined) throw new Error(`there is no rule ${id} to explain`);
    // The scanner may have had another text in between.
    if (scanned?.text !== text || scanned.epoch !== hits.epoch) scan(scanner, text);
    scanned = { text, epoch: hits.epoch };
    return node;
  };
  return {
    matches: (id, text) => holds(scanOnce(id, text), hits),
    evidence(id, text) {
      const node = scanOnce(id, text);
      return holds(node, hits) ? evidenceOf(node, hits) : undefined;
    },
    explain: (id, text) => explainNode(scanOnce(id, text), hits, text),
    words: (id, text) => foundWords(scanOnce(id, text), hits),
    stretches: (id, text) => namedStretches(scanOnce(id, text), hits, text),
  };
}
