import compress from '@fastify/compress';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Bytes below which packing an answer costs more than it saves: it fits into the first packet as it is. */
const threshold = 1024;

/** Answers that carry a new bearer token beside words of the asker: their length must tell nothing (BREACH). */
const holdsSecrets = (route: string | undefined): boolean => route?.startsWith('/api/v1/session') ?? false;

/**
 * Packs text answers, pages and the API alike: a village line carries a quarter of the bytes. Photos and recordings
 * are packed already and go out as they are.
 */
export async function packAnswers(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  // What comes in is never unpacked: a small request must not become a large one.
  await app.register(compress, { threshold, encodings: ['br', 'gzip'], globalDecompression: false });
  fastify.addHook('onRequest', async (request) => {
    if (holdsSecrets(request.routeOptions.url)) delete request.headers['accept-encoding'];
  });
}
