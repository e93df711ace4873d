/** A reply: what a command answers, free of any platform's markup. */
import type { Report } from '../delivery/notification.ts';

/** A stretch of one line. Text is literal: whoever renders it escapes it. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string; readonly style?: 'bold' | 'italic' | 'code' }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  /** An instant (epoch milliseconds), shown in the reader's own time zone as the platform does it. */
  | { readonly kind: 'time'; readonly at: number; readonly style: 'ago' | 'date' };

export type Block =
  | { readonly kind: 'line'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'quote'; readonly inlines: readonly Inline[] }
  | {
      readonly kind: 'fields';
      readonly fields: readonly { readonly name: string; readonly value: readonly Inline[] }[];
    }
  /** Columns of equal-width text; the renderer decides how wide a phone is. */
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'evidence'; readonly reports: readonly Report[] }
  /** The board, at most one in a reply: a table where the platform has one, else lines. */
  | { readonly kind: 'board'; readonly groups: readonly BoardGroup[] };

/** The signs that speak for one hypothesis. */
export type BoardGroup = {
  /** Undefined where nothing tells the signs apart. */
  readonly title: string | undefined;
  readonly rows: readonly SignRow[];
};

/** A sign on the board. */
export type SignRow = {
  /** The level's mark, such as ●, and its word. */
  readonly mark: string;
  readonly level: string;
  readonly name: string;
  /** Bars of stories over time, for the eye alone. */
  readonly trend: string;
  /** "3 in 7 days". */
  readonly count: string;
  /** Since when it is at this level, epoch milliseconds. */
  readonly since: number | undefined;
  readonly last: Report | undefined;
};

/** A button; its id says what it does to what: `ack:123`, `page:signals:2`. At most 100 characters. */
export type Button = {
  readonly id: string;
  readonly label: string;
  readonly style: 'primary' | 'plain' | 'danger';
};

/** A list of which any number can be ticked; each change is a press of its id, with the values that are ticked now. */
export type Picks = {
  readonly id: string;
  readonly label: string;
  /** At most 25. */
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly about: string;
    readonly ticked: boolean;
  }[];
};

export type Reply = {
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly image?: { readonly name: string; readonly png: Uint8Array; readonly alt: string };
  readonly file?: { readonly name: string; readonly contentType: string; readonly text: string };
  readonly picks?: Picks;
  readonly buttons?: readonly Button[];
  /** Who sees it: the asker alone, or the channel. */
  readonly visibility: 'private' | 'public';
  /** True of a page of a longer answer: it takes the place of the page whose button was pressed, and nothing else does. */
  readonly isPage?: true;
};
