/** Direct HTTP to the server, for what a test must know besides what the screen shows. */
export class Api {
  constructor(
    private readonly base: string,
    private readonly token: string | undefined = undefined,
  ) {}

  /** Signs a demo persona in over the real path: login code of the emulator, then the session route. */
  static async asPersona(base: string, openid: string, person?: string): Promise<Api> {
    const open = new Api(base);
    const { code } = await open.post<{ code: string }>(
      `/emulator/api/personas/${encodeURIComponent(openid)}/login-code`,
      {},
    );
    const session = await open.post<{ token: string; people: Array<{ token: string; name: string }> }>(
      '/api/v1/session/wechat',
      { code },
    );
    const signedIn = new Api(base, session.token);
    const wanted = person ? session.people.find((one) => one.name === person) : undefined;
    if (!wanted) return signedIn;
    const acting = await signedIn.post<{ token?: string }>('/api/v1/session/acting', {
      person: wanted.token,
    });
    return new Api(base, acting.token ?? session.token);
  }

  get<T>(path: string): Promise<T> {
    return this.send<T>('GET', path);
  }

  post<T>(path: string, body: object): Promise<T> {
    return this.send<T>('POST', path, body);
  }

  /** Sends a photo or recording as a form. */
  async upload<T>(form: FormData): Promise<T> {
    const answer = await fetch(`${this.base}/api/v1/media`, {
      method: 'POST',
      headers: this.headers(),
      body: form,
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  put<T>(path: string, body: object): Promise<T> {
    return this.send<T>('PUT', path, body);
  }

  patch<T>(path: string, body: object): Promise<T> {
    return this.send<T>('PATCH', path, body);
  }

  /** Bytes behind an address that the API gave. */
  async bytes(address: string): Promise<Buffer> {
    const answer = await fetch(new URL(address, this.base), { headers: this.headers() });
    if (!answer.ok) throw new Error(`${answer.status} for ${new URL(address, this.base).pathname}`);
    return Buffer.from(await answer.arrayBuffer());
  }

  private headers(): Record<string, string> {
    return this.token ? { authorization: `Bearer ${this.token}` } : {};
  }

  private async send<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.base}${path}`, {
      method,
      headers: {
        ...this.headers(),
        ...(body ? { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }
}
