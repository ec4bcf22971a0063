import type { SheetData } from 'write-excel-file/node';
import type { IssueSummary } from '#shared/issues/contract.js';
import { staffLabel } from '#shared/issues/staff-labels.js';

/** Columns of the file, each with its heading, its width in characters and what stands in it. */
const columns: { heading: string; width: number; value: (issue: IssueSummary) => string | number }[] = [
  { heading: '什么时候说的', width: 18, value: ({ reportedAt }) => spoken(reportedAt) },
  { heading: '说的什么', width: 44, value: ({ title }) => title },
  { heading: '走到哪一步', width: 16, value: staffLabel },
  { heading: '类别', width: 14, value: ({ category }) => category?.name ?? '还没分' },
  { heading: '地点', width: 14, value: ({ place }) => place?.name ?? '' },
  { heading: '班级', width: 12, value: ({ classroom }) => classroom?.name ?? '' },
  {
    heading: '谁说的',
    width: 12,
    value: ({ reporter, sealed }) => (sealed ? '不具名' : (reporter?.name ?? '')),
  },
  { heading: '交给谁', width: 12, value: ({ assignee }) => assignee?.name ?? '没有人' },
  { heading: '最晚什么时候', width: 18, value: ({ due }) => (due === null ? '' : spoken(due.at)) },
  { heading: '晚了没有', width: 10, value: ({ due }) => (due?.late ? '晚了' : '') },
  { heading: '几家说过', width: 10, value: ({ families }) => families },
];

/**
 * Issues as an xlsx file. Every cell holds a value, never a formula; text that a table program could take for one when
 * the file is saved as CSV later gets an apostrophe in front (OWASP, CSV injection).
 */
export async function boardFile(issues: readonly IssueSummary[]): Promise<Buffer> {
  const heading = columns.map(({ heading: value }) => ({ value, fontWeight: 'bold' as const }));
  const rows = issues.map((issue) => columns.map(({ value }) => cell(value(issue))));
  const data: SheetData = [heading, ...rows];
  // Seldom wanted: it is loaded with the first file, not with the server.
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  return writeXlsxFile(data, {
    sheet: '事项',
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer();
}

function cell(value: string | number): {
  value: string | number;
  type: StringConstructor | NumberConstructor;
} {
  return typeof value === 'number' ? { value, type: Number } : { value: harmless(value), type: String };
}

/**
 * Text that begins no formula in any table program. What cannot be seen in front of it counts for nothing, and what
 * such programs take for the same character (full width, small forms) counts as that character.
 */
export function harmless(text: string): string {
  const seen = text.normalize('NFKC');
  return /^[\s\p{Cf}\p{Cc}]*[=+\-@]/u.test(seen) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
}

const inShanghai = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});
const spoken = (instant: string): string => inShanghai.format(new Date(instant));
