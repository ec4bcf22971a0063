import { applyDecorators, HttpCode, SerializeOptions } from '@nestjs/common';
import { ApiBearerAuth, ApiResponse } from '@nestjs/swagger';
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
