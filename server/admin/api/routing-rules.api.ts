import type { z } from 'zod';
import type { RoutingRuleView, WriteRoutingRule } from '#shared/issues/contract.js';
import { request } from './http.js';

export type RuleInput = z.input<typeof WriteRoutingRule>;

export const listRoutingRules = (school: string, signal?: AbortSignal) =>
  request<{ items: RoutingRuleView[] }>('GET', '/routing-rules', { query: { school }, signal });

/** @throws ApiError `already_exists` when a rule with the same three conditions stands */
export const createRoutingRule = (school: string, body: RuleInput, key: string) =>
  request<RoutingRuleView>('POST', '/routing-rules', { query: { school }, body, key });

export const replaceRoutingRule = (school: string, token: string, body: RuleInput) =>
  request<RoutingRuleView>('PUT', `/routing-rules/${token}`, { query: { school }, body });

export const deleteRoutingRule = (school: string, token: string) =>
  request<void>('DELETE', `/routing-rules/${token}`, { query: { school } });
