import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';

/** The OpenAPI document, made from the same schemas that validate requests and shape answers. */
export function openApi(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder().setTitle('心桥 Xinqiao').setVersion('1').addBearerAuth().build();
  return SwaggerModule.createDocument(app, config);
}

/** Serves the document at `/api/docs-json` and a page to try it at `/api/docs`. */
export function serveApiDocs(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApi(app), { jsonDocumentUrl: 'api/docs-json' });
}
