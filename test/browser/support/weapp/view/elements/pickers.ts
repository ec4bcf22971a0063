import type { Json } from '../../protocol.js';
import { emit, isOn, recordOf, type Attributes, type ElementKind } from '../nodes.js';
import { openPickerSheet, type PickerColumns } from '../picker-sheet.js';

const pad = (value: number): string => String(value).padStart(2, '0');
const numbers = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

function labels(range: unknown, key: unknown): string[] {
  if (!Array.isArray(range)) return [];
  const name = typeof key === 'string' ? key : '';
  return range.map((item: unknown) =>
    name !== '' && item !== null && typeof item === 'object'
      ? String((item as Record<string, unknown>)[name])
      : String(item),
  );
}

const indexes = (value: unknown, count: number): number[] => {
  const list = Array.isArray(value) ? value.map(Number) : [];
  return Array.from({ length: count }, (_, at) => Math.max(0, list[at] ?? 0));
};

function selector(attributes: Attributes): PickerColumns<Json> {
  const options = labels(attributes['range'], attributes['rangeKey']);
  return {
    columns: () => [options],
    start: [Math.max(0, Number(attributes['value'] ?? 0) || 0)],
    // Taro and WeChat both give the index as text here.
    value: ([index = 0]) => String(index),
  };
}

function multiSelector(attributes: () => Attributes): PickerColumns<Json> {
  const ranges = (): string[][] => {
    const range = attributes()['range'];
    return Array.isArray(range) ? range.map((column) => labels(column, attributes()['rangeKey'])) : [];
  };
  return {
    columns: ranges,
    start: indexes(attributes()['value'], ranges().length),
    value: (chosen) => chosen,
  };
}

function date(attributes: Attributes): PickerColumns<Json> {
  const fields = String(attributes['fields'] ?? 'day');
  const parse = (text: unknown, otherwise: string): number[] =>
    (/^\d{4}/.test(String(text)) ? String(text) : otherwise).split('-').map(Number);
  const [fromYear = 1970] = parse(attributes['start'], '1970-01-01');
  const [toYear = 2100] = parse(attributes['end'], '2100-12-31');
  const years = numbers(fromYear, toYear);
  const [year = fromYear, month = 1, day = 1] = parse(attributes['value'], '2026-01-01');
  const depth = fields === 'year' ? 1 : fields === 'month' ? 2 : 3;
  const daysIn = (chosen: number[]): number =>
    new Date(years[chosen[0] ?? 0] ?? year, (chosen[1] ?? 0) + 1, 0).getDate();
  return {
    columns: (chosen) =>
      [
        years.map((n) => `${n}年`),
        numbers(1, 12).map((n) => `${n}月`),
        numbers(1, daysIn(chosen)).map((n) => `${n}日`),
      ].slice(0, depth),
    start: [Math.max(0, years.indexOf(year)), month - 1, day - 1].slice(0, depth),
    value: (chosen) => {
      const parts = [String(years[chosen[0] ?? 0]), pad((chosen[1] ?? 0) + 1), pad((chosen[2] ?? 0) + 1)];
      return parts.slice(0, depth).join('-');
    },
  };
}

function time(attributes: Attributes): PickerColumns<Json> {
  const [hour = 0, minute = 0] = String(attributes['value'] || '00:00')
    .split(':')
    .map(Number);
  return {
    columns: () => [numbers(0, 23).map((n) => `${pad(n)}时`), numbers(0, 59).map((n) => `${pad(n)}分`)],
    start: [hour, minute],
    value: ([h = 0, m = 0]) => `${pad(h)}:${pad(m)}`,
  };
}

const picker: ElementKind = {
  activate(element) {
    const attributes = recordOf(element)?.attributes ?? {};
    if (isOn(attributes['disabled'])) return;
    const mode = String(attributes['mode'] ?? 'selector');
    const columns = {
      selector: () => selector(attributes),
      multiSelector: () => multiSelector(() => recordOf(element)?.attributes ?? {}),
      date: () => date(attributes),
      time: () => time(attributes),
    }[mode];
    if (!columns) throw new Error(`picker mode ${mode} is not simulated`);
    openPickerSheet(columns(), {
      title: String(attributes['headerText'] ?? ''),
      confirm: (value) => emit(element, 'change', { value }),
      cancel: () => emit(element, 'cancel', {}),
      columnChange: (column, value) => emit(element, 'columnchange', { column, value }),
    });
  },
  formValue: (element) => (recordOf(element)?.attributes['value'] ?? null) as Json,
};

const pickerViewColumn: ElementKind = {
  activate(element, target) {
    const view = element.closest<HTMLElement>('wx-picker-view');
    const tapped = [...element.children].findIndex((child) => child.contains(target));
    if (!view || tapped < 0) return;
    const columns = [...view.querySelectorAll('wx-picker-view-column')];
    const value = indexes(recordOf(view)?.attributes['value'], columns.length);
    value[columns.indexOf(element)] = tapped;
    emit(view, 'change', { value });
  },
};

export const pickerKinds: Record<string, ElementKind> = {
  'wx-picker': picker,
  'wx-picker-view-column': pickerViewColumn,
};
