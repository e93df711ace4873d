/** Reads an uploaded file out of a raw or multipart body. */

/** The bytes of the first file, or undefined where a multipart body has none. RFC 7578. */
export function readUpload(contentType: string, body: Buffer): Buffer | undefined {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (boundary === undefined) return body;
  const start = body.indexOf('\r\n\r\n', body.indexOf('filename='));
  const end = body.indexOf(`\r\n--${boundary}`, start);
  return start < 0 || end < 0 ? undefined : body.subarray(start + 4, end);
}
