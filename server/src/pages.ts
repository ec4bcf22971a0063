import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';

const dist = fileURLToPath(new URL('../../..', import.meta.url));

/** Build outputs carry a hash in their name and may be kept for ever; pages must be asked for again. */
function caching(reply: FastifyReply, file: string): void {
  const isHashed = /[.-][0-9a-zA-Z_-]{8,}\.(js|css|woff2|png|svg)(\.br|\.gz)?$/.test(file);
  void reply.header('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
}

/** Serves the preview of the mini program at `/` and the admin page at `/admin`, from the built files. */
export async function servePages(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  // The build has left packed files beside the plain ones; nobody asks for them by name.
  const globIgnore = ['**/*.{br,gz}'];
  const shared = {
    setHeaders: caching,
    cacheControl: false,
    redirect: false,
    preCompressed: true,
    globIgnore,
  };
  const admin = path.join(dist, 'admin');
  const preview = path.join(dist, 'h5');
  if (existsSync(admin)) {
    await fastify.register(fastifyStatic, { ...shared, root: admin, prefix: '/admin/', wildcard: false });
    // The admin page routes in the browser: every address below /admin that is no file is the page itself.
    const page = (_request: unknown, reply: FastifyReply) =>
      reply.header('Cache-Control', 'no-cache').sendFile('index.html', admin);
    fastify.get('/admin', page);
    fastify.get('/admin/*', page);
  }
  if (existsSync(preview)) {
    const decorateReply = !existsSync(admin);
    await fastify.register(fastifyStatic, {
      ...shared,
      root: preview,
      prefix: '/',
      wildcard: false,
      decorateReply,
    });
  }
}
