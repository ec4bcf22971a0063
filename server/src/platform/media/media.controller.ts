import { Controller, Get, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SignedMediaQuery, UploadedMedia } from '#shared/media/contract.js';
import { Problem } from '#shared/platform/problem.js';
import { Token } from '#shared/platform/primitives.js';
import { schoolOf } from '../auth/actor.js';
import type { Actor } from '../auth/actor.js';
import { CurrentActor, Public } from '../auth/request-context.js';
import { Answers } from '../http/answers.js';
import { ProblemError } from '../http/problem-error.js';
import { storedMime } from './image-intake.js';
import { MediaService } from './media.service.js';
import { Slots } from './slots.js';
import { readUpload } from './upload-form.js';

const uploadForm = {
  type: 'object',
  required: ['clientId', 'file'],
  properties: {
    clientId: { type: 'string', format: 'uuid' },
    school: { type: 'string', description: 'Token of the school; needed by who belongs to several' },
    sealed: { type: 'string', enum: ['true', 'false'] },
    file: { type: 'string', format: 'binary' },
  },
};

const photoHeaders = {
  'Cache-Control': 'private, max-age=300, immutable',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-site',
};

@Controller('media')
export class MediaController {
  /** Uploads are held in memory while they arrive: at most 32 × 10 MB at once. */
  private readonly arriving = new Slots(32, 0);

  constructor(private readonly media: MediaService) {}

  @Post()
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: uploadForm })
  @Answers(UploadedMedia, 201)
  upload(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<UploadedMedia> {
    return this.arriving.run(async () => {
      const { fields, bytes } = await readUpload(request);
      const school = schoolOf(actor, fields.school);
      const order = { owner: { personId: actor.personId }, schoolId: school.id, clientId: fields.clientId };
      const { token, sourceSha256, width, height, seconds } = await this.media.upload(order, bytes);
      return { token, sourceSha256, width, height, seconds };
    });
  }

  /** The signature in the address is the permission, because an image tag cannot send a session. */
  @Get(':token')
  @Public()
  @ApiProduces(storedMime)
  @ApiResponse({ status: 200, schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: '4XX', standardSchema: Problem })
  async open(
    @Param('token') token: string,
    @Query() query: Record<string, unknown>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const known = Token.safeParse(token);
    const signed = SignedMediaQuery.safeParse(query);
    if (!known.success || !signed.success) throw new ProblemError('not_found');
    const { stream, size, mime } = await this.media.open(known.data, signed.data);
    // Only now, and not by decorators: a refusal must not carry them, or caches would keep it.
    void reply.headers(photoHeaders);
    return new StreamableFile(stream, { type: mime, length: size, disposition: 'inline' });
  }
}
