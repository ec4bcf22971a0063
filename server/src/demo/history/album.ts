import { randomUUID } from 'node:crypto';
import type { Actor } from '../../platform/auth/actor.js';
import type { SchoolId } from '../../platform/database/ids.js';
import type { MediaService } from '../../platform/media/media.service.js';
import { drawScene } from './scenes.js';
import type { SceneName } from './scenes.js';

/** Takes the photos of the history: each scene is painted once and sent as often as somebody sees it. */
export class Album {
  private readonly drawn = new Map<SceneName, Promise<Buffer>>();

  constructor(private readonly media: MediaService) {}

  /** Uploads scenes as somebody's photos; answers their tokens. */
  async take(actor: Actor, schoolId: SchoolId, scenes: readonly SceneName[]): Promise<string[]> {
    const tokens: string[] = [];
    for (const scene of scenes) {
      const order = { owner: { personId: actor.personId }, schoolId, clientId: randomUUID() };
      tokens.push((await this.media.upload(order, await this.draw(scene))).token);
    }
    return tokens;
  }

  private draw(scene: SceneName): Promise<Buffer> {
    const drawing = this.drawn.get(scene) ?? drawScene(scene);
    this.drawn.set(scene, drawing);
    return drawing;
  }
}
