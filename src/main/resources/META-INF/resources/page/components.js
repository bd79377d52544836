// The target's components, each with what can be asked for.

import { h, s } from './dom.js';
import { gigapascal } from './format.js';

const NAMES = ['C11', 'C21', 'C31', 'C22', 'C32', 'C33'];
const WIDTH = 220;

/** The wanted components as rows of the form. */
export function componentRows(given) {
  const rows = [];
  let known = null;
  const list = h('div', { class: 'components' });
  const add = h('button', { type: 'button', onclick: () => focusOn(append(free()[0], '')) }, 'Add a component');
  const note = h('p', { class: 'hint' });
  const element = h('fieldset', {}, h('legend', {}, 'Wanted stiffness, GPa'), list, add);

  const names = () => (known ? Object.keys(known) : NAMES);
  const free = () => names().filter((n) => !rows.some((r) => r.name.value === n));
  const focusOn = (row) => row.value.focus();

  function append(name, value) {
    const row = { name: h('select', { 'aria-label': 'Component' }), hint: h('p', { class: 'hint' }), wanted: name };
    row.hint.id = 'hint-' + Math.random().toString(36).slice(2);
    row.value = h('input', {
      type: 'number', step: 'any', inputmode: 'decimal', required: true, value, 'aria-describedby': row.hint.id,
    });
    row.strip = h('div', { class: 'strip', 'aria-hidden': 'true' });
    row.remove = h('button', { type: 'button', class: 'quiet', onclick: () => drop(row) }, 'Remove');
    row.element = h('div', { class: 'component' }, row.name, row.value, row.strip, row.remove, row.hint);
    row.name.addEventListener('change', () => {
      row.wanted = row.name.value;
      render();
    });
    row.value.addEventListener('input', () => check(row));
    rows.push(row);
    list.append(row.element);
    render();
    return row;
  }

  function drop(row) {
    rows.splice(rows.indexOf(row), 1);
    row.element.remove();
    render();
    (rows.at(-1)?.value ?? add).focus();
    element.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** Each select offers its own component and those that no row has. */
  function render() {
    for (const row of rows) {
      const others = rows.filter((r) => r !== row).map((r) => r.wanted);
      const offered = [...new Set([...names(), row.wanted])].filter((n) => !others.includes(n));
      row.name.replaceChildren(...offered.map((n) => h('option', { value: n }, n)));
      row.name.value = row.wanted;
      row.value.setAttribute('aria-label', `${row.wanted}, GPa`);
      row.remove.setAttribute('aria-label', `Remove ${row.wanted}`);
      row.remove.hidden = rows.length === 1;
      check(row);
    }
    add.hidden = free().length === 0;
  }

  function check(row) {
    const ranges = known?.[row.wanted];
    row.strip.replaceChildren();
    row.value.removeAttribute('aria-invalid');
    row.hint.className = 'hint';
    if (!ranges) {
      row.hint.textContent = known ? `the model does not know ${row.wanted}` : '';
      return;
    }
    const { bounds, training } = ranges;
    const value = row.value.value === '' ? null : Number(row.value.value);
    const allowed = `${gigapascal(bounds.from)} to ${gigapascal(bounds.to)} GPa`;
    const trained = training ? `${gigapascal(training.from)} to ${gigapascal(training.to)} GPa` : null;
    row.strip.append(strip(bounds, training, value));
    if (value !== null && (value < bounds.from || value > bounds.to)) {
      row.value.setAttribute('aria-invalid', 'true');
      row.hint.className = 'hint bad';
      row.hint.textContent = `out of reach: these phases allow ${allowed}`;
    } else if (value !== null && training && (value < training.from || value > training.to)) {
      row.hint.className = 'hint warn';
      row.hint.textContent = `outside of the training data, ${trained}: harder to meet; possible: ${allowed}`;
    } else {
      row.hint.textContent = `possible: ${allowed}` + (trained ? `; in the training data: ${trained}` : '');
    }
  }

  for (const [name, value] of Object.entries(given)) {
    append(name, Number.isFinite(value) ? value : '');
  }
  if (!rows.length) {
    append('C11', '');
  }
  return {
    element,
    note,
    /** {C11: 35, ...} */
    target: () => Object.fromEntries(rows.map((r) => [r.wanted, r.value.value === '' ? null : Number(r.value.value)])),
    /** The field of a component, if it is one of the target's. */
    control: (name) => rows.find((r) => r.wanted === name)?.value,
    /** What GET /attainable said, or why it said nothing. */
    attainable(found, problem) {
      known = found?.properties ?? null;
      note.textContent = problem ?? (found.otherPhases
        ? 'The model was trained with other phases: its guesses only start the search, and the solver does the rest.'
        : '');
      note.className = problem ? 'hint bad' : 'hint';
      render();
    },
  };
}

/** The range that is possible, in it that of the training data, and the value; logarithmic where it can be. */
function strip(bounds, training, value) {
  const logarithmic = bounds.from > 0;
  const place = (v) => {
    const [a, b, c] = logarithmic ? [bounds.from, bounds.to, v].map(Math.log) : [bounds.from, bounds.to, v];
    return 2 + (WIDTH - 4) * Math.min(1, Math.max(0, (c - a) / (b - a)));
  };
  const bar = (style, range) =>
    s('rect', { class: style, x: place(range.from), y: 7, width: place(range.to) - place(range.from), height: 6, rx: 3 });
  return s(
    'svg',
    { viewBox: `0 0 ${WIDTH} 20`, preserveAspectRatio: 'xMinYMid' },
    bar('possible', bounds),
    training && bar('trained', training),
    value > 0 && s('line', { class: 'value', x1: place(value), x2: place(value), y1: 2, y2: 18 }),
  );
}
