// The designs of the service, newest first.

import { announce, h, replace } from './dom.js';
import { get } from './api.js';
import { actions } from './actions.js';
import { duration, moment, percent, signedPercent, target } from './format.js';

const STATUSES = ['queued', 'running', 'paused', 'succeeded', 'stopped', 'failed', 'cancelled'];
const PERIOD = 3000;

export function designs(view, parameters) {
  const wanted = new Set((parameters.get('status') ?? '').split(',').filter(Boolean));
  let text = parameters.get('text') ?? '';
  let page = null; // address of an older page
  let last = '';
  let timer;
  let closed = false;

  const chips = h('div', { class: 'chips', role: 'group', 'aria-label': 'Show only' });
  const problem = h('p', { class: 'problem', role: 'alert' });
  const body = h('div', {});
  const search = h('input', {
    type: 'search',
    value: text,
    'aria-label': 'Search name or target',
    placeholder: 'Search',
    oninput: () => {
      text = search.value;
      restart();
    },
  });
  replace(
    view,
    h('div', { class: 'title' }, h('h1', {}, 'Designs'), h('a', { class: 'button primary', href: '#new' }, 'New design')),
    h('div', { class: 'filters' }, chips, search),
    problem,
    body,
  );

  function restart() {
    page = null;
    clearTimeout(timer);
    timer = setTimeout(load, 200);
  }

  function address() {
    const query = new URLSearchParams({ limit: 25 });
    if (wanted.size) {
      query.set('status', [...wanted].join(','));
    }
    if (text.trim()) {
      query.set('text', text.trim());
    }
    return page ?? '/designs?' + query;
  }

  async function load() {
    clearTimeout(timer);
    try {
      const from = address();
      const found = await get(from);
      if (closed || from !== address()) {
        return;
      }
      problem.textContent = '';
      const now = from + JSON.stringify(found);
      if (now !== last) {
        last = now;
        render(found);
      }
    } catch (e) {
      problem.textContent = e.message;
    }
    if (!closed) {
      timer = setTimeout(load, PERIOD);
    }
  }

  function render({ designs: rows, next, counts }) {
    replace(chips, STATUSES.filter((name) => counts?.[name] || wanted.has(name)).map((name) =>
      h(
        'button',
        { type: 'button', class: 'chip', 'data-key': 'chip ' + name, 'aria-pressed': String(wanted.has(name)), onclick: () => toggle(name) },
        name,
        ' ',
        h('span', { class: 'count' }, String(counts?.[name] ?? 0)),
      ),
    ));
    replace(
      body,
      rows.length ? tableOf(rows) : nothing(),
      h(
        'div',
        { class: 'pages' },
        page && h('button', { type: 'button', 'data-key': 'newest', onclick: () => turn(null) }, 'Newest'),
        next && h('button', { type: 'button', 'data-key': 'older', onclick: () => turn(next) }, 'Older'),
      ),
    );
  }

  function nothing() {
    return wanted.size || text
      ? h('p', { class: 'empty' }, 'No design matches.')
      : h('p', { class: 'empty' }, 'No designs yet. ', h('a', { href: '#new' }, 'Ask for one'), '.');
  }

  function turn(to) {
    page = to;
    load();
  }

  function toggle(name) {
    if (!wanted.delete(name)) {
      wanted.add(name);
    }
    history.replaceState(null, '', wanted.size ? '#designs?status=' + [...wanted].join(',') : '#designs');
    page = null;
    load();
  }

  function tableOf(rows) {
    const headings = ['Design', 'Status', 'Best error', 'Evaluations', 'Time', 'Created', 'Priority'];
    return h(
      'table',
      { class: 'designs' },
      h('caption', { class: 'unseen' }, 'Designs, newest first'),
      h('thead', {}, h('tr', {}, headings.map((t, i) => h('th', { scope: 'col', class: i > 1 && i !== 5 ? 'n' : null }, t)),
        h('th', { scope: 'col' }, h('span', { class: 'unseen' }, 'Actions')))),
      h('tbody', {}, rows.map(row)),
    );
  }

  function row(d) {
    const cell = (label, n, ...content) => h('td', { 'data-label': label, class: n ? 'n' : null }, content);
    const met = d.bestError !== null && d.bestError !== undefined && d.bestError <= d.tolerance;
    return h(
      'tr',
      {},
      h(
        'th',
        { scope: 'row' },
        h('a', { href: '#designs/' + d.id, 'data-key': d.id }, d.name || target(d.target)),
        h('small', {}, d.name ? target(d.target) : '', ` within ${percent(d.tolerance ?? 0)}`),
      ),
      cell('Status', false, status(d.status), d.reason && h('small', {}, d.reason)),
      cell('Best error', true, typeof d.bestError === 'number'
        ? h('span', { class: met ? 'met' : null }, signedPercent(d.bestError).slice(1))
        : '–'),
      cell('Evaluations', true, String(d.evaluations ?? '–')),
      cell('Time', true, d.seconds ? duration(d.seconds) : '–'),
      cell('Created', false, d.created ? h('time', { datetime: d.created }, moment(d.created)) : '–'),
      cell('Priority', true, String(d.priority ?? 0).replace('-', '−')),
      h('td', { class: 'actions' }, actions(d, changed, failed)),
    );
  }

  function changed(what) {
    announce(what);
    load();
  }

  function failed(e) {
    problem.textContent = e.message;
  }

  load();
  return () => {
    closed = true;
    clearTimeout(timer);
  };
}

/** A status as a badge. */
export const status = (name) => h('span', { class: 'status ' + name }, name);
