// Candidates side by side: solid, slices, figures, files.

import { isRich } from './goals.js';
import { h } from './dom.js';
import { bytes } from './api.js';
import { gigapascal, percent, signedPercent } from './format.js';
import { parse } from './npy.js';
import { slices } from './slices.js';
import { view3d } from './view3d.js';

/** {element, update(design)}. Cards live as long as their candidate, so that a view stays as it was turned. */
export function candidates() {
  const cards = new Map();
  const grid = h('div', { class: 'cards' });
  const empty = h('p', { class: 'hint' }, 'None yet: the model is asked first.');
  const element = h('section', { 'aria-labelledby': 'candidates' }, h('h2', { id: 'candidates' }, 'Candidates'), empty, grid);
  return {
    element,
    update(design) {
      empty.hidden = design.candidates.length > 0;
      for (const [id, old] of cards) {
        if (!design.candidates.some((c) => c.id === id)) {
          old.close();
          old.element.remove();
          cards.delete(id);
        }
      }
      design.candidates.forEach((candidate, rank) => {
        if (!cards.has(candidate.id)) {
          cards.set(candidate.id, card(candidate.id));
        }
        const { element: at, update } = cards.get(candidate.id);
        if (grid.children[rank] !== at) {
          grid.insertBefore(at, grid.children[rank] ?? null);
        }
        update(candidate, design);
      });
    },
    close: () => cards.forEach((c) => c.close()),
  };
}

function card(id) {
  const solid = view3d(id);
  const planes = slices(id);
  const verdict = h('span', {});
  const facts = h('dl', { class: 'facts small' });
  const rows = h('tbody', {});
  const files = h('p', { class: 'files' });
  const problem = h('p', { class: 'hint bad' });
  const pictures = h('div', { class: 'pictures' }, solid.element, planes.element);
  const title = `title-${id}`;
  const element = h(
    'article',
    { class: 'panel card', 'aria-labelledby': title },
    h('header', {}, h('h3', { id: title }, id), verdict),
    pictures,
    problem,
    h('table', {},
      h('thead', {}, h('tr', {}, ['', 'Target', 'Verified', 'Error'].map((t, i) => h(i ? 'th' : 'td', i ? { scope: 'col', class: 'n' } : {}, t)))),
      rows),
    facts,
    files,
  );
  let shown = '';
  let voxels = '';

  async function load(candidate) {
    // the file changes with each evaluation that is better
    const best = [candidate.href, candidate.hardFraction, JSON.stringify(candidate.verified)].join(' ');
    pictures.hidden = !candidate.href;
    if (!candidate.href || best === voxels) {
      return;
    }
    voxels = best;
    try {
      const block = parse(await bytes(candidate.href));
      solid.show(block);
      planes.show(block);
      problem.textContent = '';
    } catch (e) {
      voxels = '';
      problem.textContent = `Voxels: ${e.message}`;
    }
  }

  function update(candidate, design) {
    const now = JSON.stringify([candidate, design.target, design.tolerance]);
    if (now !== shown) {
      shown = now;
      const verified = Object.keys(candidate.verified).length > 0;
      verdict.textContent = !verified ? 'not verified yet' : candidate.accepted ? 'within tolerance' : 'outside tolerance';
      verdict.className = !verified ? 'hint' : candidate.accepted ? 'met' : 'missed';
      rows.replaceChildren(...(isRich(design.request)
        ? (candidate.goals ?? []).map(goalRow)
        : Object.entries(design.target).sort(([a], [b]) => (a < b ? -1 : 1)).map((wanted) => row(candidate, design, wanted))));
      facts.replaceChildren(...fact(candidate).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));
      files.replaceChildren(...downloads(candidate));
    }
    return load(candidate);
  }

  return {
    element,
    update,
    close() {
      solid.close();
      planes.close();
    },
  };
}

function row(candidate, design, [name, wanted]) {
  const error = candidate.error[name];
  const met = error !== undefined && Math.abs(error) <= design.tolerance;
  return h('tr', {},
    h('th', { scope: 'row' }, name),
    h('td', { class: 'n' }, `${wanted} ± ${gigapascal(wanted * design.tolerance)}`),
    h('td', { class: 'n' }, error === undefined ? '–' : gigapascal(candidate.verified[name])),
    h('td', { class: 'n ' + (error === undefined ? '' : met ? 'met' : 'missed') }, error === undefined ? '–' : signedPercent(error)));
}

function goalRow({ quantity, wish, unit, value, error, met }) {
  const percolation = quantity.startsWith('percolates');
  const objective = /^(max|min)/.test(wish);
  return h('tr', {},
    h('th', { scope: 'row' }, quantity),
    h('td', { class: 'n' }, percolation ? 'yes' : `${wish} ${unit}`),
    h('td', { class: 'n' }, percolation ? (met ? 'yes' : 'no') : value.toPrecision(4)),
    h('td', { class: 'n ' + (objective ? '' : met ? 'met' : 'missed') }, objective ? '–' : percolation ? (met ? 'met' : 'missed') : signedPercent(error)));
}

function fact(candidate) {
  const lengths = candidate.correlationLength.map((l) => l.toFixed(1)).join(' / ');
  return [
    ['Hard fraction', `${(100 * candidate.hardFraction).toFixed(1)} %`],
    ['Correlation length x / y / z', `${lengths} voxels`],
    ['From', candidate.sample
      ? `sample ${candidate.sample.index} of the dataset, ${percent(+candidate.sample.error.toFixed(3))} off`
      : candidate.origin === 'given' ? 'the microstructure that was given'
      : `mode ${candidate.mode}, weight ${percent(+candidate.modeWeight.toFixed(3))}`],
  ];
}

function downloads(candidate) {
  if (!candidate.href) {
    return [];
  }
  const base = candidate.href.replace(/\.npy$/, '');
  return [
    'Voxels ',
    ...['npy', 'vti', 'nrrd', 'tif', 'dream3d'].flatMap((type) => [
      h('a', { href: `${base}.${type}`, download: `${candidate.id}.${type}`, 'aria-label': `Voxels of ${candidate.id} as ${type}` }, '.' + type),
      ' ',
    ]),
  ];
}
