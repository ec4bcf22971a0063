import type { z } from 'zod';
import type {
  EscalationLevelView,
  ServiceTargetsView,
  WriteEscalationLevel,
  WriteServiceTargets,
} from '#shared/issues/clock-contract.js';
import { request } from './http.js';

export type LevelInput = z.input<typeof WriteEscalationLevel>;

export const getServiceTargets = (school: string, signal?: AbortSignal) =>
  request<ServiceTargetsView>('GET', '/service-targets', { query: { school }, signal });

/** Replaces all targets of the school. */
export const writeServiceTargets = (school: string, body: WriteServiceTargets) =>
  request<ServiceTargetsView>('PUT', '/service-targets', { query: { school }, body });

export const listEscalationLevels = (school: string, signal?: AbortSignal) =>
  request<{ items: EscalationLevelView[] }>('GET', '/escalation-levels', { query: { school }, signal });

/** @throws ApiError `already_exists` when the same level stands */
export const createEscalationLevel = (school: string, body: LevelInput, key: string) =>
  request<EscalationLevelView>('POST', '/escalation-levels', { query: { school }, body, key });

export const replaceEscalationLevel = (token: string, body: LevelInput) =>
  request<EscalationLevelView>('PUT', `/escalation-levels/${token}`, { body });

export const deleteEscalationLevel = (token: string) =>
  request<void>('DELETE', `/escalation-levels/${token}`);
