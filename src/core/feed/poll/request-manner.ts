/** How one feed is asked where its own line says otherwise than the settings; what is left out is as for all. */

export type RequestManner = {
  readonly userAgent?: string;
  /** Header fields by name, sent to the host of the configured address only. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The value of `Authorization`, sent to the host of the configured address only. */
  readonly authorization?: string;
  /** Milliseconds for a whole fetch. */
  readonly timeoutMs?: number;
  /** Bytes of a body, as sent and as unpacked. */
  readonly maxBytes?: number;
  /** Address of an HTTP proxy that does the asking. */
  readonly proxy?: string;
  /** True where any certificate will do. */
  readonly insecureTls?: boolean;
  /** True where a redirect from https to http may be followed. */
  readonly httpRedirects?: boolean;
};
