import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { InjectOptions } from 'fastify';

/** An answer as a test reads it. */
export interface Answer<Body> {
  status: number;
  body: Body;
  /** The exact bytes, for comparing refusals. */
  raw: string;
  headers: Record<string, unknown>;
}

/** An answer of which a test asserts the whole shape. */
export type Json = Record<string, unknown>;

export interface Extra {
  headers?: Record<string, string>;
  /** Idempotency key of a POST. */
  key?: string;
}

/** The API as one signed-in person, or as nobody. Real application, no network. */
export class ApiClient {
  constructor(
    private readonly app: NestFastifyApplication,
    readonly bearer: string | null,
  ) {}

  get<Body = Json>(path: string, extra: Extra = {}): Promise<Answer<Body>> {
    return this.send('GET', path, undefined, extra);
  }
  post<Body = Json>(path: string, body: object = {}, extra: Extra = {}): Promise<Answer<Body>> {
    return this.send('POST', path, body, extra);
  }
  put<Body = Json>(path: string, body: object, extra: Extra = {}): Promise<Answer<Body>> {
    return this.send('PUT', path, body, extra);
  }
  patch<Body = Json>(path: string, body: object, extra: Extra = {}): Promise<Answer<Body>> {
    return this.send('PATCH', path, body, extra);
  }
  delete<Body = Json>(path: string, extra: Extra = {}): Promise<Answer<Body>> {
    return this.send('DELETE', path, undefined, extra);
  }

  /** Sends a photo as a phone does. */
  upload<Body = Json>(bytes: Buffer, fields: Record<string, string>): Promise<Answer<Body>> {
    const boundary = 'xinqiao-test-boundary';
    const parts = Object.entries(fields).map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="p.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`;
    const payload = Buffer.concat([
      Buffer.from(parts.join('') + head),
      bytes,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    return this.raw({
      method: 'POST',
      url: '/api/v1/media',
      payload,
      headers: { ...this.authorization(), 'content-type': `multipart/form-data; boundary=${boundary}` },
    });
  }

  /** A request exactly as given. `url` from the root. */
  async raw<Body = Json>(options: InjectOptions): Promise<Answer<Body>> {
    const response = await this.app.getHttpAdapter().getInstance().inject(options);
    const isJson = String(response.headers['content-type'] ?? '').includes('json') && response.body !== '';
    return {
      status: response.statusCode,
      body: (isJson ? JSON.parse(response.body) : response.body) as Body,
      raw: response.body,
      headers: response.headers,
    };
  }

  private send<Body>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body: object | undefined,
    extra: Extra,
  ) {
    const headers = {
      ...this.authorization(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(extra.key === undefined ? {} : { 'idempotency-key': extra.key }),
      ...extra.headers,
    };
    const payload = body === undefined ? {} : { payload: JSON.stringify(body) };
    return this.raw<Body>({ method, url: `/api/v1${path}`, headers, ...payload });
  }

  private authorization(): Record<string, string> {
    return this.bearer === null ? {} : { authorization: `Bearer ${this.bearer}` };
  }
}
