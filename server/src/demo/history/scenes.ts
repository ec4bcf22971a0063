import sharp from 'sharp';

/** Simple drawings that stand for the photos that people would have taken. No picture of anybody is used. */
const wall =
  '<rect width="800" height="600" fill="#e9e2d3"/><rect y="430" width="800" height="170" fill="#b9ab92"/>';
const indoors =
  '<rect width="800" height="600" fill="#f3ecdc"/><rect y="450" width="800" height="150" fill="#c9a877"/>';
const yard =
  '<rect width="800" height="330" fill="#cfe0ea"/><rect y="330" width="800" height="270" fill="#9db489"/>';
const tick =
  '<circle cx="715" cy="85" r="52" fill="#3f8f5b"/><path d="M690 86l18 20 36-42" fill="none" stroke="#fff" stroke-width="12"/>';

const tiles = (loose: string) =>
  `${wall}${[0, 1, 2, 3, 4].map((i) => `<rect x="${60 + i * 140}" y="460" width="130" height="90" fill="#8d8272" stroke="#6d6355" stroke-width="4"/>`).join('')}${loose}`;
const stairs = (rail: string) =>
  `${indoors}${[0, 1, 2, 3, 4, 5].map((i) => `<rect x="${120 + i * 95}" y="${470 - i * 55}" width="110" height="${60 + i * 55}" fill="#a49a8a" stroke="#80776a" stroke-width="3"/>`).join('')}${rail}`;
const tap = (drops: string) =>
  `${indoors}<rect x="150" y="360" width="500" height="60" rx="12" fill="#fff" stroke="#9aa4a8" stroke-width="5"/><path d="M400 360v-90h90v34" fill="none" stroke="#7d8a90" stroke-width="26"/>${drops}`;
const slide = (crack: string) =>
  `${yard}<path d="M210 200h120v40L620 500h-90L300 290H210z" fill="#d9603b"/><path d="M225 240v270M315 290v220" stroke="#55606b" stroke-width="16"/>${crack}`;
const lamp = (glass: string, light: string) =>
  `<rect width="800" height="600" fill="${light}"/><path d="M400 0v150" stroke="#555" stroke-width="8"/><path d="M320 220l80-80 80 80z" fill="#6d6355"/><circle cx="400" cy="250" r="46" fill="${glass}"/>`;
const beds = (window: string) =>
  `${indoors}<rect x="500" y="70" width="210" height="190" fill="${window}" stroke="#8a7a5c" stroke-width="12"/>${[0, 1, 2].map((i) => `<rect x="${60 + i * 235}" y="340" width="205" height="120" rx="18" fill="#8fb0c9"/><rect x="${75 + i * 235}" y="330" width="70" height="50" rx="14" fill="#fff"/>`).join('')}`;
const plate = (food: string) =>
  `${indoors}<ellipse cx="400" cy="380" rx="230" ry="120" fill="#fff" stroke="#b9b9b9" stroke-width="6"/>${food}`;

const drawings = {
  tiles: tiles(
    '<rect x="340" y="436" width="130" height="90" fill="#a89a85" stroke="#5b5145" stroke-width="5" transform="rotate(-13 405 480)"/>',
  ),
  'tiles-fixed': tiles(tick),
  stairs: stairs('<path d="M130 380l250-150M430 250l220-170" stroke="#7a4a2c" stroke-width="16"/>'),
  'stairs-fixed': stairs(`<path d="M130 380L650 80" stroke="#7a4a2c" stroke-width="16"/>${tick}`),
  tap: tap(
    '<path d="M490 315q-16 30 0 44q16-14 0-44M490 400q-16 30 0 44q16-14 0-44" fill="#4d8fc4"/><ellipse cx="430" cy="520" rx="220" ry="34" fill="#8fb9d8"/>',
  ),
  'tap-fixed': tap(tick),
  slide: slide('<path d="M420 380l24 22-10 26 30 18" fill="none" stroke="#2a211c" stroke-width="9"/>'),
  'slide-fixed': slide(tick),
  lamp: lamp('#39352f', '#5d564b'),
  'lamp-fixed': lamp('#ffe48a', '#f6edd6') + tick,
  'nap-room': beds('#a9c9e4'),
  'nap-room-fixed': beds('#f6d58a') + tick,
  lunch: plate(
    '<circle cx="340" cy="370" r="62" fill="#f5f0dc"/><path d="M430 330q90 20 40 90q-80 10-40-90" fill="#8a5a33"/><circle cx="420" cy="420" r="26" fill="#5c9a4c"/>',
  ),
  gate: `${yard}<rect x="120" y="140" width="40" height="330" fill="#8a6d4e"/><rect x="640" y="140" width="40" height="330" fill="#8a6d4e"/><path d="M160 190h230l-30 270H160zM640 190H430v270h210z" fill="#4b6a86"/>`,
  road: `${yard}<path d="M0 560L330 330h140l330 230v40H0z" fill="#7b7b78"/><rect x="80" y="380" width="170" height="90" rx="18" fill="#e0b23d"/><circle cx="125" cy="475" r="24" fill="#333"/><circle cx="210" cy="475" r="24" fill="#333"/>`,
  toilet: `${indoors}<rect x="270" y="130" width="260" height="320" fill="#cfd9d3" stroke="#87938c" stroke-width="8"/><circle cx="500" cy="300" r="12" fill="#555"/><ellipse cx="400" cy="520" rx="240" ry="40" fill="#9fbccb"/>`,
} as const;

export type SceneName = keyof typeof drawings;

/** Draws a scene as the JPEG that a phone would send. */
export function drawScene(name: SceneName): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600" width="800" height="600">${drawings[name]}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 82 }).toBuffer();
}
