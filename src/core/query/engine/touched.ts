/** Which members of a list a text touches: long lists cost no more than short ones. */
import { firstLink, type Hits, NONE } from './hits.ts';
import type { ListNode, Member, Node } from '../language/node.ts';

/** Ids of the words and phrases of the list itself that were seen. */
export function touchedTerms({ id, members }: ListNode, hits: Hits): readonly number[] {
  const terms: number[] = [];
  for (let link = firstLink(hits, id); link !== NONE; link = hits.next[link] ?? NONE) {
    const member = hits.from[link] ?? NONE;
    if (!members.has(member)) terms.push(member);
  }
  return terms;
}

/** The lists and entries in the list that may hold, in the order of the list. */
export function touchedMembers({ id, maybe, members }: ListNode, hits: Hits): readonly Node[] {
  if (members.size === 0) return [];
  const touched = new Set<Member>();
  for (const list of [id, maybe]) {
    for (let link = firstLinkOf(hits, list); link !== NONE; link = hits.next[link] ?? NONE) {
      const member = members.get(hits.from[link] ?? NONE);
      if (member !== undefined) touched.add(member);
    }
  }
  const distinct = new Set(
    [...touched].toSorted((one, other) => one.order - other.order).map(({ node }) => node),
  );
  return [...distinct];
}

function firstLinkOf(hits: Hits, list: number): number {
  return list === -1 ? NONE : firstLink(hits, list);
}
