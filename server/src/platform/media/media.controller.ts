import { Controller, Get, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SignedMediaQuery, UploadedMedia } from '#shared/media/contract.js';
import { Problem } from '#shared/platform/problem.js';
import { Token } from '#shared/platform/primitives.js';
import type { Actor } from '../auth/actor.js';
import { AllowVisitor, CurrentActor, Public } from '../auth/request-context.js';
import { SchoolDoor } from '../auth/school-door.js';
import { Answers } from '../http/answers.js';
import { ProblemError } from '../http/problem-error.js';
import { rangeOf } from './byte-range.js';
import { storedMime } from './image-intake.js';
import type { ByteRange } from './media-store.port.js';
import { MediaService } from './media.service.js';
import { Slots } from './slots.js';
import { readUpload } from './upload-form.js';

const uploadForm = {
  type: 'object',
  required: ['clientId', 'file'],
  properties: {
    clientId: { type: 'string', format: 'uuid' },
    school: { type: 'string', description: 'Token of the school; needed by who belongs to several' },
    code: { type: 'string', description: 'Printed code that opens a school to who does not belong to it' },
    sealed: { type: 'string', enum: ['true', 'false'] },
    file: { type: 'string', format: 'binary' },
  },
};

const fileHeaders = {
  'Accept-Ranges': 'bytes',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-site',
};

/** What a phone keeps of a child's photo must not outlive a withdrawal by more than a minute. */
const kept = { child: 'private, max-age=45', other: 'private, max-age=300, immutable' };

@Controller('media')
export class MediaController {
  /** Uploads are held in memory while they arrive: at most 32 × 10 MB at once. */
  private readonly arriving = new Slots(32, 0);

  constructor(
    private readonly media: MediaService,
    private readonly door: SchoolDoor,
  ) {}

  @AllowVisitor()
  @Post()
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: uploadForm })
  @Answers(UploadedMedia, 201)
  upload(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<UploadedMedia> {
    return this.arriving.run(async () => {
      const { fields, bytes } = await readUpload(request);
      const school = await this.door.enter(actor, fields.school, fields.code);
      const order = { owner: { personId: actor.personId }, schoolId: school.id, clientId: fields.clientId };
      const { token, sourceSha256, width, height, seconds } = await this.media.upload(order, bytes);
      return { token, sourceSha256, width, height, seconds };
    });
  }

  /**
   * The signature in the address is the permission, because an image or a player cannot send a session. Players ask for
   * parts: some play nothing that cannot be had in parts.
   */
  @Get(':token')
  @Public()
  @ApiProduces(storedMime, 'audio/*')
  @ApiHeader({ name: 'Range', required: false, description: 'One part of the file in bytes' })
  @ApiResponse({ status: 200, schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 206, schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: '4XX', standardSchema: Problem })
  async open(
    @Param('token') token: string,
    @Query() query: Record<string, unknown>,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const known = Token.safeParse(token);
    const signed = SignedMediaQuery.safeParse(query);
    if (!known.success || !signed.success) throw new ProblemError('not_found');
    let part: ByteRange | undefined;
    const { stream, size, mime, isOfChild } = await this.media.open(known.data, signed.data, (all) => {
      void reply.header('Content-Range', `bytes */${all}`);
      part = rangeOf(headers.range, all);
      void reply.removeHeader('Content-Range');
      return part;
    });
    // Only now, and not by decorators: a refusal must not carry them, or caches would keep it.
    void reply.headers({ ...fileHeaders, 'Cache-Control': isOfChild ? kept.child : kept.other });
    if (part) void reply.status(206).header('Content-Range', `bytes ${part.from}-${part.to}/${size}`);
    const length = part ? part.to - part.from + 1 : size;
    return new StreamableFile(stream, { type: mime, length, disposition: 'inline' });
  }
}
