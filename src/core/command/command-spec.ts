/** What a command of the chat is, as data: its name, and its options with the kind of value that each takes. */

export type OptionKind =
  | 'text'
  | 'integer'
  | 'boolean'
  | 'duration'
  | 'indicator'
  /** An indicator or a brief. */
  | 'subject'
  /** What a channel is subscribed to, or all of it. */
  | 'subscription'
  | 'brief'
  | 'alert'
  | 'silence'
  | 'severity'
  | 'format'
  | 'feed'
  /** A sign that was made in a chat, whether or not it is looked for yet. */
  | 'sign'
  | 'command';

export type OptionSpec = {
  readonly name: string;
  readonly kind: OptionKind;
  readonly required: boolean;
  readonly about: string;
  /** Takes all the words that are left; the last option only. */
  readonly rest?: boolean;
  /** Characters that a text may have; 2,000 where left out. */
  readonly most?: number;
  /** Characters that it may have where it comes by another way than the dialog; as many where left out. */
  readonly longest?: number;
  /** In a dialog: several lines, and what to write, with a sample. */
  readonly long?: true;
  readonly hint?: string;
  readonly min?: number;
  readonly max?: number;
};

export type CommandSpec = {
  readonly name: string;
  readonly about: string;
  /** True where it changes what others are told; such commands need permission and leave an audit row. */
  readonly changes: boolean;
  /** True where it is also answered in a direct message, about what the asker is told themselves. */
  readonly direct?: true;
  /** Its options are asked for in a dialog; where they are typed instead, none opens. At most 45 characters each. */
  readonly dialog?: { readonly title: string; readonly submit: string };
  readonly options: readonly OptionSpec[];
};
