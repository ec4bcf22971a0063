import { applyDecorators, HttpCode, SerializeOptions, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { Problem } from '#shared/platform/problem.js';

/**
 * Declares what a route answers. The schema documents the route and shapes the answer: what it does not name is cut
 * off before the network, a second wall behind the presenter.
 */
export function Answers(schema: z.ZodType, status = 200): MethodDecorator {
  return applyDecorators(
    HttpCode(status),
    SerializeOptions({ schema }),
    ApiBearerAuth(),
    ApiResponse({ status, standardSchema: schema }),
    ApiResponse({ status: '4XX', standardSchema: Problem }),
  );
}

/** Declares a route that answers 204 with nothing. */
export function AnswersNothing(): MethodDecorator {
  return applyDecorators(
    HttpCode(204),
    ApiBearerAuth(),
    ApiResponse({ status: 204 }),
    ApiResponse({ status: '4XX', standardSchema: Problem }),
  );
}

/** A document to print, and its name without ending. */
export interface Printed {
  bytes: Buffer;
  name: string;
}

/** Declares a route that answers a PDF; what it returns comes from `pdfOf`. */
export function AnswersPdf(status = 200): MethodDecorator {
  return applyDecorators(
    HttpCode(status),
    ApiBearerAuth(),
    ApiProduces('application/pdf'),
    ApiResponse({ status, schema: { type: 'string', format: 'binary' } }),
    ApiResponse({ status: '4XX', standardSchema: Problem }),
  );
}

/** Hands a document over under its own name. @param plain the name for who knows no Chinese letters, e.g. `slips` */
export function pdfOf({ bytes, name }: Printed, plain: string): StreamableFile {
  const disposition = `attachment; filename="${plain}.pdf"; filename*=UTF-8''${encodeURIComponent(name)}.pdf`;
  return new StreamableFile(bytes, { type: 'application/pdf', disposition });
}
