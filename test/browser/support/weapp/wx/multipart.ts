import path from 'node:path';

const types: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  mp3: 'audio/mpeg',
  aac: 'audio/aac',
  m4a: 'audio/x-m4a',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
};

/** A multipart body as WeChat's uploadFile sends it: the form fields first, then the one file, named after its path. */
export function multipartBody(upload: {
  name: string;
  filePath: string;
  bytes: Uint8Array;
  fields: Record<string, unknown>;
}): { contentType: string; body: Buffer } {
  const boundary = `----WeChat${Math.random().toString(36).slice(2)}${Date.now().toString(36)}`;
  const fileName = path.posix.basename(upload.filePath.replace('wxfile://', ''));
  const extension = path.posix.extname(fileName).slice(1).toLowerCase();
  const parts: Buffer[] = Object.entries(upload.fields).map(([key, value]) =>
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${String(value)}\r\n`),
  );
  parts.push(
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${upload.name}"; filename="${fileName}"\r\n` +
        `Content-Type: ${types[extension] ?? 'application/octet-stream'}\r\n\r\n`,
    ),
    Buffer.from(upload.bytes),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  );
  return { contentType: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat(parts) };
}
