import { Api } from '../support/api.js';
import { makePhoto, type TestPhoto } from '../support/photos.js';
import { mother } from '../support/weapp/weapp-house.js';
import type { ScreenAddress } from './budgets.js';

/** A screen and what is there when it stands. */
export interface Screen {
  address: ScreenAddress;
  query?: string;
  ready: string;
}

/** Every screen of a carer that is opened without a deed, in the order in which one comes to it. */
export function screens(school: string, issue: string): Screen[] {
  return [
    { address: 'pages/issues/index', ready: '[id^="issue-"]' },
    { address: 'pages/children/index', ready: '[id^="child-"]' },
    { address: 'pages/me/index', ready: '#me-card' },
    { address: 'packages/issues/detail/index', query: `token=${issue}`, ready: '#timeline' },
    { address: 'packages/issues/mine/index', ready: '[id^="issue-"]' },
    { address: 'packages/consultations/ask/index', query: `school=${school}`, ready: '#topics' },
    { address: 'packages/evaluations/rate/index', ready: '#services' },
    { address: 'packages/evaluations/notes/index', query: `school=${school}`, ready: '.x-card, #face-empty' },
    { address: 'packages/family/home/index', ready: '#family' },
    { address: 'packages/account/bind/index', ready: '#bind-code' },
    { address: 'packages/account/switch/index', ready: '[id^="person-"]' },
    { address: 'packages/account/undelivered/index', ready: '#face-empty, #entries' },
    { address: 'packages/account/picture/index', ready: '.x-pad' },
    { address: 'packages/account/pin/index', ready: '#pin-first' },
    { address: 'packages/account/simple/index', ready: '#simple-on' },
    { address: 'packages/account/consents/index', ready: '[id^="consent-"]' },
  ];
}

/** Token of the school of the carer's child. */
export async function schoolOf(server: string): Promise<string> {
  const api = await Api.asPersona(server, mother);
  const { children } = await api.get<{ children: { school: { token: string } }[] }>('/api/v1/session');
  return children[0]?.school.token ?? '';
}

/** A photo as the camera of a phone takes it. */
export const cameraPhoto = (folder: string): Promise<TestPhoto> =>
  makePhoto(folder, 'camera', { width: 4000, height: 3000 });
