// Series of a chart: a colour and a shape each, so that they differ in print and for the colour-blind.

import { s } from './dom.js';

const R = 4.5;
const SHAPES = [
  null,
  [-1, -1, 1, -1, 1, 1, -1, 1],
  [0, -1.25, 1.2, 0.9, -1.2, 0.9],
  [0, -1.35, 1.35, 0, 0, 1.35, -1.35, 0],
];

/** Series of a candidate: the same while others come and go. */
export function seriesOf(names) {
  const sorted = [...names].sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
  return new Map(sorted.map((name, i) => [name, i]));
}

/** @param style mark (filled) or hollow */
export function mark(style, series, x, y, title) {
  const shape = SHAPES[series % 4];
  const attributes = { class: `${style} s${series % 4}${series >= 4 ? ' second' : ''}` };
  const element = shape
    ? s('polygon', { ...attributes, points: shape.map((v, i) => (i % 2 ? y : x) + R * v).join(' ') })
    : s('circle', { ...attributes, cx: x, cy: y, r: R });
  if (title) {
    element.append(s('title', {}, title));
  }
  return element;
}

export const line = (style, x1, y1, x2, y2) => s('line', { class: style, x1, y1, x2, y2 });

export const text = (style, anchor, x, y, words) => s('text', { class: style, 'text-anchor': anchor, x, y }, words);

/** Text that reads upwards. */
export const upwards = (x, y, words) =>
  s('text', { class: 'axis', 'text-anchor': 'middle', transform: `translate(${x} ${y}) rotate(-90)` }, words);

/** Round numbers between two values, about so many. */
export function ticks(low, high, count) {
  const least = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = power * [1, 2, 5, 10].find((m) => m * power >= least);
  const found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
    found.push(i * step);
  }
  return found;
}

/** The names of the series with their marks, in rows. */
export function legend(series) {
  const items = [...series].map(([name, i]) => {
    const svg = s('svg', { viewBox: '-7 -7 14 14', 'aria-hidden': 'true' }, mark('mark', i, 0, 0));
    const item = document.createElement('span');
    item.append(svg, name);
    return item;
  });
  const element = document.createElement('p');
  element.className = 'legend';
  element.append(...items);
  return element;
}
