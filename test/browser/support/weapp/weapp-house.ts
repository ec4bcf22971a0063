import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { Api } from '../api.js';
import { launchBrowser } from '../browser.js';
import { readRows } from '../database.js';
import type { TestPhoto } from '../photos.js';
import { screenshotPath } from '../screenshots.js';
import { projectRoot, startServer, type TestServer } from '../server.js';
import { openWeapp, type WeappOptions } from './open-weapp.js';
import type { Phone } from './phone.js';

/** People of the demo by their WeChat account. */
export const mother = 'demo-openid-li-juan';
export const caretaker = 'demo-openid-wang-jianguo';
export const principal = 'demo-openid-wang-yuanzhang';
/** One phone for 周奶奶 and 王爷爷. */
export const sharedPhone = 'demo-openid-zhou-nainai';

/** An issue as far as the suites look at it. */
export interface ReportedIssue {
  token: string;
  title: string;
  state: string;
  reporter: { name: string } | null;
}

const stored = (photo: TestPhoto): string => Buffer.from(photo.sha256, 'hex').toString('base64url');

/** A server with the demo school, a browser, and phones that run the built WeChat bundle. */
export class WeappHouse {
  private constructor(
    readonly browser: Browser,
    readonly server: TestServer,
    /** Where photos and the phones' storage lie. */
    readonly folder: string,
  ) {}

  static async open(): Promise<WeappHouse> {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'xinqiao-weapp-'));
    const browser = await launchBrowser();
    try {
      return new WeappHouse(browser, await startServer(), folder);
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.dispose();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A phone: the same name is the same phone again. */
  phone(name: string, openid: string, more: Partial<WeappOptions> = {}): Promise<Phone> {
    return openWeapp({
      dist: path.join(projectRoot, 'dist/weapp'),
      server: this.server.url,
      openid,
      storageDir: path.join(this.folder, name),
      browser: this.browser,
      ...more,
    });
  }

  show(phone: Phone, name: string): Promise<void> {
    return phone.screenshot(screenshotPath(`weapp-${name}`));
  }

  /** Stored photos that came from these very bytes. */
  photosNamed(photo: TestPhoto): Promise<{ sourceSha256: string; bytes: number }[]> {
    const sql = 'SELECT sourceSha256, bytes FROM media WHERE sourceSha256 = ?';
    return readRows(this.server, sql, stored(photo));
  }

  /** How many copies of a photo lie about that belong to no report. */
  async strayCopies(photo: TestPhoto): Promise<number> {
    const sql = 'SELECT COUNT(*) AS n FROM media WHERE subjectId IS NULL AND sourceSha256 = ?';
    const [row] = await readRows<{ n: number }>(this.server, sql, stored(photo));
    return row?.n ?? 0;
  }

  /** What somebody has reported, newest first. */
  async reportedBy(openid: string, person?: string): Promise<ReportedIssue[]> {
    const api = await Api.asPersona(this.server.url, openid, person);
    return (await api.get<{ items: ReportedIssue[] }>('/api/v1/issues?scope=mine')).items;
  }

  /** The scene of the printed code that hangs at a place. */
  async sceneAt(place: string): Promise<string> {
    const api = await Api.asPersona(this.server.url, principal);
    const { items } = await api.get<{ items: { scene: string; place: { name: string } | null }[] }>(
      '/api/v1/service-codes?kind=feedback&limit=50',
    );
    const code = items.find((one) => one.place?.name === place);
    assert.ok(code, `a code hangs at ${place}`);
    return code.scene;
  }

  /** Writes a step in the sheet that a button opens, with a photo where one is given. */
  async takeStep(phone: Phone, button: string, text: string, photo?: TestPhoto): Promise<void> {
    await phone.waitFor(button);
    await phone.tap(button);
    if (text) await phone.fill('#step-text', text);
    if (photo) {
      await phone.answers({ photos: [[photo.path]] });
      await phone.tap('#step-photo-add');
    }
    await phone.tap('#step-send');
    await phone.waitFor(
      async () => (await phone.count('#step-sheet')) === 0 && (await phone.count('#pending-steps')) === 0,
    );
  }
}
