/** Rate-limit buckets and the headers that announce them. */

export type BucketLimit = { readonly limit: number; readonly windowMs: number };

export type Buckets = {
  /** Counts a request: headers for every answer, and the seconds to wait where it is too many. */
  readonly count: (key: string) => {
    readonly headers: Record<string, string>;
    readonly wait: number | undefined;
  };
};

export function createBuckets({ limit, windowMs }: BucketLimit): Buckets {
  const buckets = new Map<string, { used: number; resetAt: number }>();
  return {
    count: (key) => {
      const now = Date.now();
      const known = buckets.get(key);
      const bucket =
        known !== undefined && known.resetAt > now ? known : { used: 0, resetAt: now + windowMs };
      buckets.set(key, bucket);
      bucket.used += 1;
      const after = (bucket.resetAt - now) / 1000;
      const headers = {
        'X-RateLimit-Limit': String(limit),
        'X-RateLimit-Remaining': String(Math.max(0, limit - bucket.used)),
        'X-RateLimit-Reset': (bucket.resetAt / 1000).toFixed(3),
        'X-RateLimit-Reset-After': after.toFixed(3),
        'X-RateLimit-Bucket': key.replaceAll(/[^a-z0-9]/gi, '').slice(-32) || 'bucket',
      };
      return { headers, wait: bucket.used > limit ? after : undefined };
    },
  };
}
