/** Counts what stands in the channels of the crash bench: messages, and the answers to them. */
import type { Expected } from './crash-news.ts';
import type { Shown } from './crash-shown.ts';

export type Count = {
  /** Times that an expected event is told of. */
  readonly inChannel: number;
  /** Alerts that a message which tells many counts without a headline: "and 3 more". */
  readonly unnamed: number;
  /** Answers that expected events have. */
  readonly answers: number;
  /** Expected events that are neither told of nor counted so, and answers that are missing. */
  readonly lost: number;
  /** Messages and answers that stand there more than once. */
  readonly doubled: number;
  /** Times that something else is told or answered. */
  readonly strays: number;
  /** What messages say that do not show the last headline and exactly those who reported it, too. */
  readonly stale: readonly string[];
};

/** What a message says of one event; of one that shares another's message its headline alone. */
type Telling = { readonly title: string; readonly alsoReportedBy: readonly string[] | undefined };

/** The name of the event that a headline is about. */
export function eventOf(headline: string): string {
  return headline.split(' ')[0] ?? '';
}

/** Compares what is shown with what should be, in no particular order; notices are not looked at. */
export function count(shown: readonly Shown[], expected: readonly Expected[]): Count {
  const told = countMessages(
    shown.filter(({ kind }) => kind === 'message'),
    expected,
  );
  const answers = countAnswers(
    shown.filter(({ kind }) => kind === 'answer'),
    expected,
  );
  return {
    ...told,
    answers: answers.found,
    lost: told.lost + answers.lost,
    doubled: told.doubled + answers.doubled,
    strays: told.strays + answers.strays,
  };
}

function countMessages(shown: readonly Shown[], expected: readonly Expected[]): Omit<Count, 'answers'> {
  const tellings = shown.flatMap(({ title, alsoReportedBy, grouped }): readonly Telling[] => [
    { title, alsoReportedBy },
    ...grouped.map((each) => ({ title: each, alsoReportedBy: undefined })),
  ]);
  const byName = Map.groupBy(tellings, ({ title }) => eventOf(title));
  const own = expected.map((event) => ({ event, messages: byName.get(event.name) ?? [] }));
  const inChannel = own.reduce((sum, { messages }) => sum + messages.length, 0);
  const unnamed = shown.reduce((sum, message) => sum + message.unnamed, 0);
  const untold = own.filter(({ messages }) => messages.length === 0).length;
  return {
    inChannel,
    unnamed,
    lost: Math.max(0, untold - unnamed),
    doubled: own.reduce((sum, { messages }) => sum + Math.max(0, messages.length - 1), 0),
    // More that are counted than are missing are no better than a message too many.
    strays: tellings.length - inChannel + Math.max(0, unnamed - untold),
    stale: own.flatMap(({ event, messages }) =>
      messages
        .filter((message) => !showsLast(message, event))
        .map((message) => `${JSON.stringify(message)} instead of ${JSON.stringify(event)}`),
    ),
  };
}

function countAnswers(shown: readonly Shown[], expected: readonly Expected[]) {
  const byName = Map.groupBy(shown, ({ title }) => eventOf(title));
  const due = expected.filter(({ answered }) => answered);
  const times = due.map(({ name }) => byName.get(name)?.length ?? 0);
  const found = times.reduce((sum, n) => sum + n, 0);
  return {
    found,
    lost: times.filter((n) => n === 0).length,
    doubled: times.reduce((sum, n) => sum + Math.max(0, n - 1), 0),
    strays: shown.length - found,
  };
}

function showsLast({ title, alsoReportedBy }: Telling, event: Expected): boolean {
  if (title !== event.title) return false;
  const outlets = new Set(alsoReportedBy ?? event.alsoReportedBy);
  return (
    outlets.size === event.alsoReportedBy.length && event.alsoReportedBy.every((each) => outlets.has(each))
  );
}
