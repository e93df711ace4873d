/**
 * Loaded into a process by `node --import`: `Date` shows the time that CRASH_TIME (a `ShownTime` as JSON) or a later
 * message `{ time }` from the parent says. Timers go by the machine's time. It never goes back.
 */
import { z } from 'zod';
import { ownTime, ShownTime, shownAt } from './shown-time.ts';

const RealDate = Date;
const real = Date.now.bind(Date);
const given = process.env['CRASH_TIME'];
let time = given === undefined ? ownTime(real()) : ShownTime.parse(JSON.parse(given));
let last = 0;

function now(): number {
  last = Math.max(last, shownAt(time, real()));
  return last;
}

RealDate.now = now;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, parameters: unknown[], asked) =>
    Reflect.construct(target, parameters.length === 0 ? [now()] : parameters, asked) as object,
  apply: () => new RealDate(now()).toString(),
});

const Order = z.object({ time: ShownTime });
process.on('message', (message) => {
  const order = Order.safeParse(message);
  if (!order.success) return;
  time = order.data.time;
  process.send?.({ shows: time.shown });
});
// Whoever gives the orders must not keep the process from ending.
process.channel?.unref();
