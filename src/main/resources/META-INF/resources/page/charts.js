// The error of each candidate from evaluation to evaluation, and what was achieved against what was asked.

import { values } from './goals.js';
import { h, s, table } from './dom.js';
import { gigapascal, percent, signedPercent, worst } from './format.js';
import { legend, line, mark, text, ticks, upwards } from './marks.js';

const WIDTH = 560;
const LEFT = 66;
const RIGHT = 546;
const TOP = 10;
/** Errors below are drawn here: half of the last digit that is shown. */
const SMALLEST = 5e-5;

/** Convergence: |error| of the worst component, logarithmic, against the number of the evaluation. */
export function convergence(design, series) {
  const bottom = 236;
  const points = design.candidates.flatMap((c) =>
    c.history.map((step) => ({ id: c.id, ...step, off: step.failure ? null : Math.max(SMALLEST, worst(step.error)) })),
  );
  const offs = [...points.map((p) => p.off).filter((e) => e !== null), design.tolerance];
  const low = 10 ** Math.floor(Math.log10(Math.min(...offs)));
  const high = Math.max(10 * low, 1.5 * Math.max(...offs));
  const last = Math.max(2, ...points.map((p) => p.number));
  const x = (n) => LEFT + 14 + ((RIGHT - LEFT - 28) * (n - 1)) / (last - 1);
  const y = (e) => bottom - ((bottom - TOP) * Math.log(e / low)) / Math.log(high / low);
  const decades = ticks(Math.log10(low), Math.log10(high), 20).filter(Number.isInteger).map((e) => 10 ** e);
  const svg = s(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${bottom + 42}`, role: 'img', 'aria-label': convergenceInWords(design, points) },
    s('rect', { class: 'band', x: LEFT, y: y(design.tolerance), width: RIGHT - LEFT, height: bottom - y(design.tolerance) }),
    line('limit', LEFT, y(design.tolerance), RIGHT, y(design.tolerance)),
    text('axis', 'start', LEFT + 8, bottom - 8, `within tolerance ${percent(design.tolerance)}`),
    decades.map((e) => [line('grid', LEFT, y(e), RIGHT, y(e)), text('axis', 'end', LEFT - 8, y(e) + 4, percent(e))]),
    ticks(1, last, 10).filter(Number.isInteger).map((n) => [
      line('tick', x(n), bottom, x(n), bottom + 5),
      text('axis', 'middle', x(n), bottom + 18, String(n)),
    ]),
    line('zero', LEFT, bottom, RIGHT, bottom),
    text('axis', 'middle', (LEFT + RIGHT) / 2, bottom + 36, 'finite-element evaluation, number'),
    upwards(13, (TOP + bottom) / 2, '|achieved / target − 1|'),
    [...design.candidates].reverse().map((c) => {
      const own = points.filter((p) => p.id === c.id);
      const solved = own.filter((p) => p.off !== null);
      const i = series.get(c.id);
      return [
        s('polyline', { class: `curve s${i % 4}`, points: solved.map((p) => `${x(p.number)},${y(p.off)}`).join(' ') }),
        solved.map((p) => mark('mark', i, x(p.number), y(p.off), `${c.id}, evaluation ${p.number}, ${p.action}: ${percent(p.off)}`)),
        own.filter((p) => p.off === null).map((p) => cross(x(p.number), bottom, `${c.id}: ${p.failure}`)),
      ];
    }),
  );
  return figure(
    'Convergence',
    svg,
    legend(series),
    table(
      'Every evaluation',
      ['No.', 'Candidate', 'Made by', 'Worst error', 'Outcome'],
      points
        .sort((a, b) => a.number - b.number)
        .map((p) => [String(p.number), p.id, p.action, p.off === null ? '–' : percent(p.off), p.failure ?? moduli(p.verified)]),
    ),
  );
}

const moduli = (verified) =>
  Object.entries(verified).map(([name, v]) => `${name} = ${gigapascal(v)} GPa`).join(', ');

function convergenceInWords(design, points) {
  const best = design.candidates.map((c) => worst(c.error)).filter((e) => e !== null);
  return (
    `Error of each candidate against the number of the evaluation: ${points.length} evaluations` +
    (best.length ? `, the best is ${percent(Math.min(...best))} off, asked is ${percent(design.tolerance)}` : '')
  );
}

function cross(x, y, title) {
  return s(
    'g', { class: 'failed' }, line(null, x - 5, y - 5, x + 5, y + 5), line(null, x - 5, y + 5, x + 5, y - 5), s('title', {}, title),
  );
}

/** Achieved against target: a row per component and candidate, the error across, the tolerance as a band. */
export function achieved(design, series) {
  const components = Object.entries(values(design.target)).sort(([a], [b]) => (a < b ? -1 : 1));
  const rows = components.flatMap(([name, wanted]) => design.candidates.map((c) => ({ name, wanted, c })));
  const row = 24;
  const head = 22;
  const left = 96;
  const right = 366;
  const errorOf = ({ name, wanted, c }) => c.error?.[name] ?? null;
  const guess = ({ name, wanted, c }) => (c.surrogate?.[name] ? c.surrogate[name].mean / wanted - 1 : null);
  const span = 1.12 * Math.max(2 * design.tolerance, ...rows.flatMap((r) => [errorOf(r), guess(r)]).map((e) => Math.abs(e ?? 0)));
  const x = (e) => left + ((right - left) * (e + span)) / (2 * span);
  const perComponent = head + row * design.candidates.length;
  const bottom = TOP + components.length * perComponent;
  const svg = s(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${bottom + 38}`, role: 'img', 'aria-label': 'Error of each component of each candidate against its target; the table says the same' },
    ticks(-span, span, 7).map((e) => [
      line('grid', x(e), TOP, x(e), bottom),
      text('axis', 'middle', x(e), bottom + 15, roundPercent(e)),
    ]),
    s('rect', { class: 'band', x: x(-design.tolerance), y: TOP, width: x(design.tolerance) - x(-design.tolerance), height: bottom - TOP }),
    line('zero', x(0), TOP, x(0), bottom),
    components.map(([name, wanted], k) => {
      const top = TOP + k * perComponent;
      return [
        text('label strong', 'start', 0, top + 15, `${name} = ${wanted} GPa`),
        design.candidates.map((c, i) => {
          const r = { name, wanted, c };
          const y = top + head + row * (i + 0.5);
          const error = errorOf(r);
          return [
            text('label', 'end', left - 10, y + 4, c.id),
            guess(r) !== null && mark('hollow', series.get(c.id), x(guess(r)), y, `${c.id}, surrogate: ${signedPercent(guess(r))}`),
            error !== null && mark('mark', series.get(c.id), x(error), y, `${c.id}, verified: ${signedPercent(error)}`),
            text(
              'label', 'start', right + 14, y + 4,
              error === null ? 'not verified yet' : `${gigapascal(c.verified[name])} GPa, ${signedPercent(error)}`,
            ),
          ];
        }),
      ];
    }),
    text('axis', 'middle', (left + right) / 2, bottom + 33, 'achieved / target − 1'),
  );
  return figure(
    'Target against achieved',
    svg,
    h('p', { class: 'legend' }, 'Filled: verified by the solver. Hollow: the surrogate’s guess. Shaded: the tolerance.'),
    table(
      'Target against achieved',
      ['Candidate', 'Component', 'Target, GPa', 'Verified, GPa', 'Error', 'Surrogate ± sd, GPa'],
      rows.map((r) => [
        r.c.id, r.name, String(r.wanted),
        errorOf(r) === null ? '–' : gigapascal(r.c.verified[r.name]),
        errorOf(r) === null ? '–' : signedPercent(errorOf(r)),
        r.c.surrogate?.[r.name] ? `${gigapascal(r.c.surrogate[r.name].mean)} ± ${gigapascal(r.c.surrogate[r.name].sd)}` : '–',
      ]),
    ),
  );
}

const roundPercent = (e) => (Math.abs(e) < 1e-9 ? '0 %' : signedPercent(e).replace(/\.?0+ %$/, ' %'));

/** A chart with its heading, and the same as a table. */
export function figure(title, svg, caption, alternative) {
  return [
    h('h2', {}, title),
    h('figure', {}, svg, caption),
    h('details', { 'data-key': title }, h('summary', { 'data-key': 'summary ' + title }, 'As a table'), alternative),
  ];
}
