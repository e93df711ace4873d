/** Keeps the newest of more items than are read of one document. */
import { ITEM_LIMIT } from './xml/raw-feed.ts';

export type Newest<Kind> = {
  readonly add: (item: Kind) => void;
  /** What was kept, in the order of the document. */
  readonly all: () => { readonly items: readonly Kind[]; readonly truncated: boolean };
};

/**
 * Keeps `ITEM_LIMIT` items: the newest by date, then those without one in the order of the document, since most
 * publishers write the newest first. `dateOf` is asked only where there are more, and gives epoch milliseconds.
 */
export function createNewest<Kind>(dateOf: (item: Kind) => number | undefined): Newest<Kind> {
  let items: Kind[] = [];
  let truncated = false;

  const cut = (): void => {
    if (items.length <= ITEM_LIMIT) return;
    truncated = true;
    const order = items
      .map((item, place) => ({ item, place, date: dateOf(item) ?? Number.NEGATIVE_INFINITY }))
      .sort((one, other) => (one.date === other.date ? one.place - other.place : other.date - one.date));
    items = order
      .slice(0, ITEM_LIMIT)
      .sort((one, other) => one.place - other.place)
      .map(({ item }) => item);
  };

  return {
    add: (item) => {
      items.push(item);
      if (items.length > 2 * ITEM_LIMIT) cut();
    },
    all: () => {
      cut();
      return { items, truncated };
    },
  };
}
