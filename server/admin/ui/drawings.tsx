import type { TimelineStep } from '#shared/platform/timeline.js';

/** Line drawings of our own on a 24 × 24 field: those of the picture strip, then those of the faces. */
const lines = {
  said: 'M4 5h16v11h-9l-5 4v-4H4zM8 9h8M8 12.500h5',
  sorted: 'M4 4h8.500l7.500 7.500-8.500 8.500L4 12.500zM8.200 8.200h.01',
  handed:
    'M12 11.500a3.700 3.700 0 1 0 0-7.400 3.700 3.700 0 0 0 0 7.400zM5 20c.3-3.800 3.200-6 7-6s6.700 2.200 7 6',
  working:
    'M20 7.200a4.800 4.800 0 0 1-6.600 4.700l-6.600 6.800a2 2 0 0 1-2.900-2.900l6.900-6.500A4.800 4.800 0 0 1 16.600 3.500l-2.500 2.600 1 2.800 2.800 1z',
  asked: 'M4 5h16v11h-9l-5 4v-4H4zM10.200 9a1.900 1.900 0 1 1 2.600 1.700c-.6.2-.8.500-.8 1M12 13.600h.01',
  answered: 'M4 5h16v11h-9l-5 4v-4H4zM8.500 10.500l2.500 2.500 4.500-5',
  fixed: 'M4.500 12.800l5 5L19.500 7',
  verdict:
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.800 9.800h.01M15.200 9.800h.01M8 14.200c2.200 2.500 5.800 2.500 8 0',
  again: 'M19 12.500a7 7 0 1 1-2.200-5.600L19 9M19 4.500V9h-4.500',
  ended: 'M6 21V4M6 5h12l-2.600 4L18 13H6',
  heard:
    'M6.500 9.500a5.500 5.500 0 0 1 11 0c0 4.500-4 4.800-4 8a3 3 0 0 1-5.500 1.700M9.500 9.800a2.500 2.500 0 0 1 5 0c0 1.700-1.800 2-1.800 3.700',
  together:
    'M8.500 11a3.200 3.200 0 1 0 0-6.400 3.200 3.200 0 0 0 0 6.400zM2.500 19.500c.3-3.300 2.800-5.300 6-5.300s5.700 2 6 5.300M15.500 4.900a3.200 3.200 0 0 1 0 5.900M17 14.500c2.500.5 4.200 2.300 4.500 5',
  declined: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM7.500 12h9',
  late: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.300l3.300 2',
  calm: 'M3.500 13c2-2.200 4.200-2.200 6.200 0s4.200 2.200 6.200 0 3.100-1.900 4.600-.9M5 18h14M12 4v3M6 6l1.500 2M18 6l-1.500 2',
  empty: 'M4 13l2.500-8h11L20 13v6H4zM4 13h5l1.500 2.500h3L15 13h5',
  offline:
    'M7 18h9.500a3.800 3.800 0 0 0 1-7.500A5.800 5.800 0 0 0 6.600 9.400 4.400 4.400 0 0 0 7 18zM4 4l16 17',
  broken: 'M12 4l9 16H3zM12 10v4.500M12 17.300h.01',
  lost: 'M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM15.300 15.300L20.500 20.500',
  shield:
    'M12 3l7.500 2.800v5.700c0 4.600-3 7.900-7.500 9.500-4.500-1.600-7.500-4.900-7.500-9.500V5.800zM12 15.500s-3.300-2-3.300-4.300A1.900 1.900 0 0 1 12 10a1.900 1.900 0 0 1 3.300 1.200c0 2.300-3.300 4.300-3.300 4.300z',
} as const satisfies Record<TimelineStep['picture'], string> & Record<string, string>;

export type DrawingName = keyof typeof lines;

/** One drawing in the colour of the text around it. Decoration only: a word always stands beside it. */
export function Drawing({ name, size = 26 }: { name: DrawingName; size?: number }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={size > 40 ? 1.4 : 1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={lines[name]} />
    </svg>
  );
}
