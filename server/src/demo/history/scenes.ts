import { block, ellipse, line, Painter, polygon } from './painter.js';
import type { Shape } from './painter.js';
import {
  basin,
  beds,
  gateAndWall,
  indoors,
  lampAnd,
  paving,
  posts,
  slideBody,
  steps,
  tick,
  yard,
} from './scene-parts.js';

/** Simple drawings that stand for the photos that people would have taken. No picture of anybody is used. */
const drawings = {
  tiles: [
    ...yard,
    ...paving,
    polygon(
      [
        [330, 470],
        [462, 434],
        [476, 506],
        [348, 534],
      ],
      '#bcae9b',
    ),
    polygon(
      [
        [330, 470],
        [348, 534],
        [344, 548],
        [324, 486],
      ],
      '#5c5145',
    ),
  ],
  'tiles-fixed': [...yard, ...paving, ...tick],
  stairs: [
    ...indoors,
    ...steps,
    ...posts(6),
    line(
      [
        [150, 350],
        [380, 216],
      ],
      16,
      '#8a5432',
    ),
    line(
      [
        [420, 236],
        [690, 40],
      ],
      16,
      '#8a5432',
    ),
  ],
  'stairs-fixed': [
    ...indoors,
    ...steps,
    ...posts(6),
    line(
      [
        [150, 346],
        [680, 38],
      ],
      16,
      '#8a5432',
    ),
    ...tick,
  ],
  tap: [
    ...indoors,
    ...basin,
    ellipse(480, 312, 9, 14, '#4d8fc4'),
    ellipse(480, 345, 9, 14, '#4d8fc4'),
    ellipse(430, 530, 240, 36, '#9cc3de'),
    ellipse(400, 524, 120, 14, '#b9d6ea'),
  ],
  'tap-fixed': [...indoors, ...basin, ...tick],
  slide: [
    ...yard,
    ...slideBody,
    line(
      [
        [430, 330],
        [452, 350],
        [444, 376],
        [476, 396],
      ],
      8,
      '#2a211c',
    ),
  ],
  'slide-fixed': [...yard, ...slideBody, block(600, 522, 190, 26, 10, '#5f9a6b'), ...tick],
  lamp: lampAnd('#3a362f', '#5f5a50', '#4c463d'),
  'lamp-fixed': [
    ...lampAnd('#fff0b3', '#f5ecd3', '#d9c199'),
    polygon(
      [
        [352, 262],
        [448, 262],
        [640, 470],
        [160, 470],
      ],
      '#fbf3d8',
    ),
    ...tick,
  ],
  'nap-room': beds('#b4cfe6', '#93adc4'),
  'nap-room-fixed': [...beds('#f7e0a8', '#d98f6c'), ...tick],
  lunch: [
    ...indoors,
    ellipse(400, 390, 250, 130, '#cfc8bb'),
    ellipse(400, 382, 250, 130, '#ffffff'),
    ellipse(400, 382, 196, 96, '#f0eee8'),
    ellipse(330, 370, 84, 50, '#faf7ea'),
    ellipse(470, 360, 62, 36, '#8a5a33'),
    ellipse(450, 352, 30, 16, '#a9754a'),
    ellipse(440, 420, 58, 26, '#5c9a4c'),
    ellipse(470, 412, 30, 14, '#7ab568'),
    line(
      [
        [690, 300],
        [600, 470],
      ],
      9,
      '#b08c58',
    ),
    line(
      [
        [712, 306],
        [622, 476],
      ],
      9,
      '#b08c58',
    ),
  ],
  gate: [
    ...gateAndWall,
    ellipse(480, 520, 60, 60, '#3b3b3b'),
    ellipse(480, 520, 36, 36, '#8d8d8d'),
    ellipse(640, 520, 60, 60, '#3b3b3b'),
    ellipse(640, 520, 36, 36, '#8d8d8d'),
    line(
      [
        [480, 520],
        [540, 450],
        [620, 450],
        [640, 520],
      ],
      14,
      '#b5473f',
    ),
    line(
      [
        [620, 450],
        [606, 410],
      ],
      12,
      '#b5473f',
    ),
  ],
  road: [
    ...yard,
    polygon(
      [
        [300, 330],
        [500, 330],
        [760, 600],
        [40, 600],
      ],
      '#7f7f7b',
    ),
    line(
      [
        [400, 350],
        [400, 400],
      ],
      8,
      '#ece7d8',
    ),
    line(
      [
        [400, 440],
        [400, 520],
      ],
      12,
      '#ece7d8',
    ),
    block(470, 300, 240, 150, 24, '#e2b53f'),
    block(492, 320, 80, 54, 8, '#cfe2ec'),
    block(596, 320, 90, 54, 8, '#cfe2ec'),
    ellipse(525, 452, 30, 30, '#333333'),
    ellipse(655, 452, 30, 30, '#333333'),
  ],
  toilet: [
    ...indoors,
    block(240, 110, 150, 340, 8, '#9fb8ae'),
    block(410, 110, 150, 340, 8, '#9fb8ae'),
    ellipse(368, 290, 9, 9, '#555555'),
    ellipse(538, 290, 9, 9, '#555555'),
    ellipse(420, 530, 260, 38, '#a3c2d2'),
  ],
} satisfies Record<string, readonly Shape[]>;

export type SceneName = keyof typeof drawings;

/** Paints a scene as the JPEG that a phone would send. */
export function drawScene(name: SceneName): Promise<Buffer> {
  const painter = new Painter();
  for (const shape of drawings[name]) shape(painter);
  return painter.jpeg();
}
