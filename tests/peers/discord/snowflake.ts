/** Discord's ids: milliseconds since 2015 in the upper 42 bits, a running number below. */

const EPOCH = 1_420_070_400_000n;

/** The lowest id that a message sent at `at` (epoch milliseconds) could have. */
export function snowflakeAt(at: number): bigint {
  const since = BigInt(Math.trunc(at)) - EPOCH;
  return since <= 0n ? 0n : since << 22n;
}

/** Makes ids that rise even within a millisecond. */
export function createSnowflakes(): (at: number) => string {
  let last = 0n;
  return (at) => {
    const wanted = snowflakeAt(at);
    last = wanted > last ? wanted : last + 1n;
    return last.toString();
  };
}
