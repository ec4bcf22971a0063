import { block, ellipse, line, polygon, rect } from './painter.js';
import type { Shape } from './painter.js';

/** What several of the demo's drawings share. */
export const indoors = [
  rect(0, 0, 800, 450, '#f1e8d6'),
  rect(0, 438, 800, 12, '#d9c9a8'),
  rect(0, 450, 800, 150, '#c7a678'),
];
export const yard = [
  rect(0, 0, 800, 330, '#cfe2ec'),
  ellipse(160, 330, 260, 90, '#a9c2a0'),
  ellipse(620, 340, 320, 120, '#9ab894'),
  rect(0, 330, 800, 270, '#b8ad97'),
];
export const tick = [
  ellipse(712, 88, 54, 54, '#ffffff'),
  ellipse(712, 88, 48, 48, '#3f8f5b'),
  line(
    [
      [688, 90],
      [706, 110],
      [740, 70],
    ],
    11,
    '#ffffff',
  ),
];

export const paving = [0, 1, 2].flatMap((row) =>
  [-1, 0, 1, 2, 3, 4, 5].map((i) =>
    block(20 + i * 140 + (row % 2) * 60, 350 + row * 84, 132, 76, 6, row === 1 ? '#97897a' : '#a39585'),
  ),
);
export const steps = [0, 1, 2, 3, 4, 5].flatMap((i) => [
  rect(110 + i * 100, 480 - i * 58, 700, 58, i % 2 ? '#a89d8c' : '#b4a998'),
  rect(110 + i * 100, 480 - i * 58, 700, 8, '#d2c8b7'),
]);
export const posts = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    line(
      [
        [160 + i * 100, 470 - i * 58],
        [160 + i * 100, 340 - i * 58],
      ],
      10,
      '#6a5a4c',
    ),
  );
export const basin = [
  rect(120, 120, 560, 210, '#e3edec'),
  ...[0, 1, 2, 3].map((i) =>
    line(
      [
        [120, 120 + i * 70],
        [680, 120 + i * 70],
      ],
      3,
      '#c8d6d5',
    ),
  ),
  ...[0, 1, 2, 3, 4, 5].map((i) =>
    line(
      [
        [150 + i * 100, 120],
        [150 + i * 100, 330],
      ],
      3,
      '#c8d6d5',
    ),
  ),
  block(140, 350, 520, 80, 26, '#fbfbf8'),
  block(180, 364, 440, 40, 20, '#d5dedd'),
  line(
    [
      [400, 350],
      [400, 250],
      [480, 250],
      [480, 282],
    ],
    26,
    '#8b979c',
  ),
  block(376, 222, 48, 22, 8, '#c2504a'),
];
export const slideBody = [
  line(
    [
      [210, 520],
      [210, 190],
    ],
    16,
    '#4d6a86',
  ),
  line(
    [
      [300, 520],
      [300, 190],
    ],
    16,
    '#4d6a86',
  ),
  ...[0, 1, 2, 3, 4].map((i) =>
    line(
      [
        [210, 470 - i * 60],
        [300, 470 - i * 60],
      ],
      12,
      '#6c89a3',
    ),
  ),
  polygon(
    [
      [195, 200],
      [315, 200],
      [650, 500],
      [720, 500],
      [720, 530],
      [630, 530],
      [290, 240],
      [195, 240],
    ],
    '#dd6a44',
  ),
  polygon(
    [
      [195, 200],
      [315, 200],
      [650, 500],
      [720, 500],
      [720, 508],
      [646, 508],
      [312, 208],
      [195, 208],
    ],
    '#f08c66',
  ),
];
export const lampAnd = (glass: string, sky: string, floor: string): Shape[] => [
  rect(0, 0, 800, 600, sky),
  rect(0, 470, 800, 130, floor),
  line(
    [
      [400, 0],
      [400, 150],
    ],
    8,
    '#4a443c',
  ),
  polygon(
    [
      [310, 230],
      [365, 150],
      [435, 150],
      [490, 230],
    ],
    '#6d6355',
  ),
  ellipse(400, 238, 48, 40, glass),
];
export const beds = (glass: string, blanket: string): Shape[] => [
  ...indoors,
  block(520, 70, 210, 180, 8, '#8a7a5c'),
  rect(532, 82, 88, 156, glass),
  rect(630, 82, 88, 156, glass),
  ...[0, 1, 2].flatMap((i) => [
    block(40 + i * 250, 300, 226, 190, 14, '#a9835a'),
    block(52 + i * 250, 312, 202, 170, 12, '#faf6ec'),
    block(52 + i * 250, 362, 202, 120, 14, blanket),
    block(72 + i * 250, 322, 92, 48, 18, '#ffffff'),
  ]),
];
export const gateAndWall = [
  ...yard,
  rect(0, 220, 150, 220, '#c9a27e'),
  rect(650, 220, 150, 220, '#c9a27e'),
  rect(120, 150, 44, 300, '#8a6d4e'),
  rect(636, 150, 44, 300, '#8a6d4e'),
  rect(164, 170, 472, 14, '#7a4a3a'),
  ...[0, 1, 2, 3, 4, 5].map((i) =>
    line(
      [
        [186 + i * 36, 210],
        [186 + i * 36, 440],
      ],
      10,
      '#4b6a86',
    ),
  ),
];
