// The latent space: training samples in the plane of two principal components, modes of p(z|c*), the candidates' ways.

import { h, replace, s, table } from './dom.js';
import { getWhenReady } from './api.js';
import { percent } from './format.js';
import { figure } from './charts.js';
import { legend, line, mark, text, ticks, upwards } from './marks.js';

const WIDTH = 400;
const HEIGHT = 372;
const LEFT = 48;
const RIGHT = 394;
const TOP = 8;
const BOTTOM = 326;

/** Viridis (Smith and van der Walt 2015), which rises in lightness and is told apart by the colour-blind. */
const VIRIDIS = [
  [68, 1, 84], [71, 45, 123], [59, 82, 139], [44, 114, 142], [33, 145, 140], [40, 174, 128], [94, 201, 98], [173, 220, 48], [253, 231, 37],
];

function shade(t) {
  const at = Math.min(1, Math.max(0, t)) * (VIRIDIS.length - 1);
  const i = Math.min(VIRIDIS.length - 2, Math.floor(at));
  const mix = VIRIDIS[i].map((v, k) => Math.round(v + (at - i) * (VIRIDIS[i + 1][k] - v)));
  return `rgb(${mix.join(' ')})`;
}

/** {element, update(series)}; asks again while the service is still making the map. */
export function latent(self) {
  const element = h('section', { class: 'panel latent', 'aria-label': 'Latent space' });
  let timer;
  let closed = false;
  let last = '';
  replace(element, h('h2', {}, 'Latent space'), h('p', { class: 'hint' }, 'asking for the map ...'));

  async function update(series) {
    clearTimeout(timer);
    try {
      const { body, seconds } = await getWhenReady(self + '/latent');
      if (closed) {
        return;
      }
      if (body === null) {
        timer = setTimeout(() => update(series), 1000 * seconds);
        replace(
          element,
          h('h2', {}, 'Latent space'),
          h('p', { class: 'hint' }, 'The map of this model is being made: training samples are encoded, once.'),
        );
        return;
      }
      const now = JSON.stringify([body, [...series]]);
      if (now !== last) {
        last = now;
        const open = element.querySelector('details')?.open;
        replace(element, chart(body, series));
        element.querySelector('details').open = open ?? false;
      }
    } catch (e) {
      replace(element, h('h2', {}, 'Latent space'), h('p', { class: 'hint' }, e.message));
    }
  }

  return {
    element,
    update,
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

function chart(map, series) {
  const places = [
    ...map.samples.map((p) => [p.x, p.y]),
    ...map.paths.flatMap((p) => p.points).map((p) => [p.x, p.y]),
    ...map.modes.flatMap((m) => [
      [m.x - Math.sqrt(m.spread.xx), m.y - Math.sqrt(m.spread.yy)],
      [m.x + Math.sqrt(m.spread.xx), m.y + Math.sqrt(m.spread.yy)],
    ]),
  ];
  const range = (d) => {
    const values = places.map((p) => p[d]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const margin = 0.05 * (high - low || 1);
    return [low - margin, high + margin];
  };
  const [x0, x1] = range(0);
  const [y0, y1] = range(1);
  // the same scale on both, so that distances can be compared
  const scale = Math.min((RIGHT - LEFT) / (x1 - x0), (BOTTOM - TOP) / (y1 - y0));
  const x = (v) => (LEFT + RIGHT) / 2 + scale * (v - (x0 + x1) / 2);
  const y = (v) => (TOP + BOTTOM) / 2 - scale * (v - (y0 + y1) / 2);
  const back = { x: (px) => (px - (LEFT + RIGHT) / 2) / scale + (x0 + x1) / 2, y: (py) => ((TOP + BOTTOM) / 2 - py) / scale + (y0 + y1) / 2 };
  const logs = map.samples.map((p) => Math.log(p.c11));
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  const seriesOfMode = new Map(map.paths.map((p) => [p.mode, series.get(p.candidate)]));
  const svg = s(
    'svg',
    {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: 'img',
      'aria-label': `Map of the latent space of model ${map.model}: ${map.samples.length} training samples, ${map.modes.length} modes, ${map.paths.length} candidates; the table lists the candidates' points`,
    },
    ticks(back.x(LEFT), back.x(RIGHT), 6).map((v) => [line('grid', x(v), TOP, x(v), BOTTOM), text('axis', 'middle', x(v), BOTTOM + 15, label(v))]),
    ticks(back.y(BOTTOM), back.y(TOP), 6).map((v) => [line('grid', LEFT, y(v), RIGHT, y(v)), text('axis', 'end', LEFT - 6, y(v) + 4, label(v))]),
    map.samples.map((p) => s('circle', { class: 'sample', cx: x(p.x), cy: y(p.y), r: 2.8, fill: shade((Math.log(p.c11) - low) / (high - low || 1)) })),
    // those that became candidates lie on top
    [...map.modes].sort((a, b) => seriesOfMode.has(a.index) - seriesOfMode.has(b.index)).map((m) => {
      const i = seriesOfMode.get(m.index);
      return s('g', { class: `mode ${i === undefined ? 'other' : 's' + (i % 4)}` },
        s('title', {}, `mode ${m.index}, weight ${percent(m.weight)}, one standard deviation`),
        ellipse(m, x, y, scale),
        line(null, x(m.x) - 5, y(m.y), x(m.x) + 5, y(m.y)),
        line(null, x(m.x), y(m.y) - 5, x(m.x), y(m.y) + 5));
    }),
    map.paths.map((p) => way(p, map.modes.find((m) => m.index === p.mode), series.get(p.candidate) ?? 0, x, y)),
    text('axis', 'middle', (LEFT + RIGHT) / 2, BOTTOM + 33, `first principal component, ${percent(+map.explained[0].toFixed(2))} of the variance`),
    upwards(11, (TOP + BOTTOM) / 2, `second, ${percent(+map.explained[1].toFixed(2))}`),
  );
  return figure(
    'Latent space',
    svg,
    h(
      'div',
      { class: 'key' },
      h('p', {}, 'C11 of the training samples, GPa'),
      scaleBar(Math.exp(low), Math.exp(high)),
      legend(series),
      h('p', {}, 'Cross and ellipse: a mode of p(z|C*), its mean and one standard deviation; grey ones were not followed. Line: from there to where the candidate went. Filled: verified.'),
    ),
    table(
      'Points of the candidates',
      ['Candidate', 'Evaluation', 'Made by', 'First', 'Second', 'Worst error'],
      map.paths.flatMap((p) =>
        p.points.map((q) => [
          p.candidate, q.number === null ? 'waiting' : String(q.number), q.action, q.x.toFixed(2), q.y.toFixed(2),
          q.error === null ? '–' : percent(q.error),
        ]),
      ),
    ),
  );
}

const label = (v) => String(+v.toFixed(2)).replace('-', '−');

/** One standard deviation: the eigenvectors of the covariance are its half axes. */
function ellipse({ x: mx, y: my, spread: { xx, xy, yy } }, x, y, scale) {
  const middle = (xx + yy) / 2;
  const root = Math.hypot((xx - yy) / 2, xy);
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  return s('ellipse', {
    cx: 0, cy: 0, rx: scale * Math.sqrt(middle + root), ry: scale * Math.sqrt(Math.max(0, middle - root)),
    transform: `translate(${x(mx)} ${y(my)}) rotate(${(-180 / Math.PI) * angle})`,
  });
}

/** From the mode's mean to where it settled, then through what was annealed. */
function way(path, mode, series, x, y) {
  const places = [...(mode ? [mode] : []), ...path.points].map((p) => `${x(p.x)},${y(p.y)}`);
  return s('g', {},
    s('polyline', { class: `curve s${series % 4}`, points: places.join(' ') }),
    path.points.map((p) => mark(
      p.number === null ? 'hollow' : 'mark', series, x(p.x), y(p.y),
      `${path.candidate}, ${p.action}` + (p.error === null ? '' : `: ${percent(p.error)} off`),
    )));
}

function scaleBar(low, high) {
  const id = 'viridis';
  const width = 150;
  const stops = VIRIDIS.map((_, i) => s('stop', { offset: i / (VIRIDIS.length - 1), 'stop-color': shade(i / (VIRIDIS.length - 1)) }));
  const place = (v) => 8 + (width - 16) * Math.log(v / low) / Math.log(high / low || 2);
  const round = [1, 2, 5, 10, 20, 50, 100, 200, 500].filter((v) => v >= low && v <= high);
  return s('svg', { class: 'scale', viewBox: `0 0 ${width} 26`, role: 'img', 'aria-label': `from ${low.toPrecision(2)} to ${high.toPrecision(2)} GPa, logarithmic` },
    s('defs', {}, s('linearGradient', { id }, stops)),
    s('rect', { x: 8, y: 0, width: width - 16, height: 9, fill: `url(#${id})` }),
    round.map((v) => text('axis', 'middle', place(v), 22, String(v))));
}
