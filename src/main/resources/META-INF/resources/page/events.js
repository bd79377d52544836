// What other systems told, what it set to work, what contradicts, what goes out, and what was refused; live.

import { announce, h, replace } from './dom.js';
import { get, post } from './api.js';
import { gigapascal, moment, target } from './format.js';
import { status } from './list.js';
import { stiffness, unlike } from './stiffness.js';

const PERIOD = 2000;
const STATES = ['accepted', 'running', 'done', 'failed', 'superseded', 'duplicate'];
const LIMIT = 20;

const time = (iso) => h('time', { datetime: iso }, moment(iso));
const short = (type) => type.replace(/^io\.temper\./, '').replaceAll('.', ' ');

/** Of an event or its run, in a line: C11 and C33 with what they come from. */
export function gist(source, values) {
  const parts = ['C11', 'C22', 'C33'].flatMap((name) => {
    const v = values?.[name];
    return v === undefined ? [] : [`${name} ${typeof v === 'number' ? gigapascal(v) : `${gigapascal(v.mean)} ± ${gigapascal(v.sd)}`}`];
  });
  return parts.length ? `${source} ${parts.join(', ')} GPa` : '';
}

/** What a run came to, in a line. */
export function outcome(run) {
  const result = run?.result ?? {};
  const c = result.comparison;
  return [
    gist('simulated', result.simulation),
    c && `${c.property}: measured ${gigapascal(c.measured)}, simulated ${gigapascal(c.simulated)} GPa${c.contradicts ? ': they contradict' : ''}`,
    result.design && `design ${result.design}`,
    result.note,
  ].filter(Boolean).join('; ');
}

export function events(view, parameters) {
  let state = parameters.get('state') ?? '';
  let timer;
  let closed = false;
  const last = {};
  const problem = h('p', { class: 'problem', role: 'alert' });
  const chips = h('div', { class: 'chips', role: 'group', 'aria-label': 'Show only' });
  const sections = Object.fromEntries(['letters', 'discrepancies', 'events', 'deliveries'].map((name) => [name, h('section', {})]));
  const older = { letters: null, discrepancies: null, events: null, deliveries: null };
  replace(view, h('div', { class: 'title' }, h('h1', {}, 'Events')), problem, Object.values(sections));

  const addresses = () => ({
    events: older.events ?? `/events?limit=${LIMIT}${state && `&state=${state}`}`,
    // each event has one run at most; those of a state may lie further back
    runs: older.events?.replace('/events', '/runs') ?? `/runs?limit=${state ? 10 * LIMIT : LIMIT}`,
    discrepancies: older.discrepancies ?? `/discrepancies?limit=${LIMIT}`,
    deliveries: older.deliveries ?? `/deliveries?limit=${LIMIT}`,
    letters: older.letters ?? `/dead-letters?limit=${LIMIT}`,
  });

  async function load() {
    clearTimeout(timer);
    const asked = addresses();
    const names = Object.keys(asked);
    try {
      const answers = await Promise.all(names.map((name) => get(asked[name])));
      if (closed || JSON.stringify(asked) !== JSON.stringify(addresses())) {
        return;
      }
      problem.textContent = '';
      render(Object.fromEntries(names.map((name, i) => [name, answers[i]])));
    } catch (e) {
      problem.textContent = e.message;
    }
    if (!closed) {
      timer = setTimeout(load, PERIOD);
    }
  }

  /** Only what has changed is made anew, so that nobody loses the place. */
  function section(name, found, make) {
    const now = JSON.stringify([found, state, older[name]]);
    if (now !== last[name]) {
      last[name] = now;
      replace(sections[name], ...(make() || []));
    }
  }

  function render(found) {
    const runs = new Map(found.runs.items.map((r) => [r.event, r]));
    section('events', [found.events, found.runs], () => [
      h('h2', {}, 'Told'),
      h('div', { class: 'filters' }, chipsOf()),
      found.events.items.length ? eventTable(found.events.items, runs) : nothing(),
      pages('events', found.events.next),
    ]);
    section('discrepancies', found.discrepancies, () => some(found.discrepancies.items, 'discrepancies') && [
      h('h2', {}, 'Discrepancies'),
      h('p', { class: 'hint' }, 'Measured and simulated differ by more than twice their combined standard uncertainty.'),
      discrepancyTable(found.discrepancies.items),
      pages('discrepancies', found.discrepancies.next),
    ]);
    const paused = Object.entries(found.deliveries.paused ?? {});
    section('deliveries', found.deliveries, () => (some(found.deliveries.deliveries, 'deliveries') || paused.length > 0) && [
      h('h2', {}, 'Deliveries'),
      paused.map(([sink, why]) => h('p', { class: 'hint bad' }, `${sink} is paused: ${why}`)),
      deliveryTable(found.deliveries.deliveries),
      pages('deliveries', found.deliveries.next),
    ]);
    section('letters', found.letters, () => some(found.letters.items, 'letters') && [
      h('h2', {}, 'Refused'),
      letterTable(found.letters.items),
      pages('letters', found.letters.next),
    ]);
  }

  const some = (items, name) => items.length > 0 || older[name] !== null;

  function nothing() {
    return h('p', { class: 'empty' }, state ? `No event is ${state}.` : 'No events yet. Other systems tell of them at POST /events, by webhook, in a folder or over a broker.');
  }

  function chipsOf() {
    replace(chips, STATES.map((name) => h(
      'button',
      { type: 'button', class: 'chip', 'data-key': 'state ' + name, 'aria-pressed': String(state === name), onclick: () => only(name) },
      name,
    )));
    return chips;
  }

  function only(name) {
    state = state === name ? '' : name;
    older.events = null;
    history.replaceState(null, '', state ? '#events?state=' + state : '#events');
    load();
  }

  function pages(name, next) {
    const turn = (to) => () => {
      older[name] = to;
      load();
    };
    return h(
      'div',
      { class: 'pages' },
      older[name] && h('button', { type: 'button', 'data-key': name + ' newest', onclick: turn(null) }, 'Newest'),
      next && h('button', { type: 'button', 'data-key': name + ' older', onclick: turn(next) }, 'Older'),
    );
  }

  function rowsOf(caption, headings, rows) {
    return h(
      'table',
      { class: 'designs' },
      h('caption', { class: 'unseen' }, caption),
      h('thead', {}, h('tr', {}, headings.map((t) => h('th', { scope: 'col' }, t)))),
      h('tbody', {}, rows.map((cells) => h('tr', {}, cells.map((c, i) => (i ? h('td', { 'data-label': headings[i] }, c) : h('th', { scope: 'row' }, c)))))),
    );
  }

  function eventTable(rows, runs) {
    return rowsOf('Events, newest first', ['Specimen', 'What', 'State', 'Outcome', 'Received'], rows.map((e) => [
      h('a', { href: '#events/' + e.number, 'data-key': 'event ' + e.number }, e.subject),
      short(e.type),
      [status(e.state), e.reason && h('small', {}, e.reason)],
      [outcome(runs.get(e.number)), h('small', {}, gist('predicted', e.prediction))],
      time(e.received),
    ]));
  }

  function discrepancyTable(rows) {
    return rowsOf('Discrepancies, newest first', ['Specimen', 'Property', 'Measured', 'Simulated', 'Found'], rows.map((d) => [
      h('a', { href: '#events/' + d.event, 'data-key': 'discrepancy ' + d.event }, d.subject),
      d.property,
      `${gigapascal(d.measured)} ± ${gigapascal(d.measuredUncertainty)} GPa`,
      `${gigapascal(d.simulated)} ± ${gigapascal(d.simulatedUncertainty)} GPa`,
      time(d.time),
    ]));
  }

  function deliveryTable(rows) {
    return rowsOf('Deliveries, newest first', ['Result', 'To', 'State', 'Attempts', 'Since', ''], rows.map((d) => [
      `${d.kind} ${d.subject}`,
      d.sink,
      [status(d.state), d.reason && h('small', {}, d.reason)],
      String(d.attempts),
      time(d.created),
      again(`/deliveries/${d.id}/replay`, `${d.kind} ${d.subject} to ${d.sink}`),
    ]));
  }

  function letterTable(rows) {
    return rowsOf('Refused, newest first', ['Reason', 'Came by', 'Received', 'As it came', ''], rows.map((l) => [
      l.reason,
      l.origin,
      time(l.received),
      h('details', {}, h('summary', {}, `${l.raw.length} characters`), h('pre', {}, l.raw)),
      l.state === 'dead' ? again(`/dead-letters/${l.number}/replay`, `what was refused at ${moment(l.received)}`) : status(l.state),
    ]));
  }

  function again(address, what) {
    return h('button', { type: 'button', class: 'quiet', 'data-key': address, 'aria-label': `Replay ${what}`, onclick: () => replay(address) }, 'Replay');
  }

  async function replay(address) {
    try {
      await post(address);
      announce('Replayed');
      await load();
    } catch (e) {
      problem.textContent = `Refused again: ${e.message}`;
    }
  }

  load();
  return () => {
    closed = true;
    clearTimeout(timer);
  };
}

/** One event: what it said, its trail, its run. */
export function event(view, number) {
  let timer;
  let closed = false;
  let last = '';
  const problem = h('p', { class: 'problem', role: 'alert' });
  const body = h('div', { class: 'design' });
  replace(view, h('p', { class: 'crumb' }, h('a', { href: '#events' }, 'Events')), problem, body);

  async function load() {
    try {
      const found = await get(`/events/${encodeURIComponent(number)}`);
      problem.textContent = '';
      const now = JSON.stringify(found);
      if (now !== last && !closed) {
        last = now;
        replace(body, ...parts(found));
      }
    } catch (e) {
      problem.textContent = e.message;
    }
    if (!closed) {
      timer = setTimeout(load, PERIOD);
    }
  }

  function parts({ event: e, trail, runs }) {
    const said = e.data.target ? target(e.data.target) : JSON.stringify(e.data);
    return [
      h('div', { class: 'head' },
        h('div', { class: 'title' }, h('h1', {}, `${e.subject}: ${short(e.type)}`), status(e.state)),
        h('p', { class: 'verdict' }, e.reason ?? outcome(runs[0]))),
      h('section', { class: 'panel' }, h('h2', {}, 'What it said'), h('p', { class: 'message' }, said),
        h('p', { class: 'hint' }, `Event ${e.id} of ${e.source}`)),
      values(e.prediction, runs[0]?.result?.simulation),
      h('section', { class: 'panel log' }, h('h2', {}, 'Trail'),
        h('ol', {}, trail.map((t) => h('li', {}, time(t.time), h('span', {}), h('span', {}, t.what))))),
    ].filter(Boolean);
  }

  function values(prediction, simulation) {
    const table = stiffness(prediction, simulation);
    return table && h('section', { class: 'panel' }, h('h2', {}, 'Stiffness, GPa'), table, unlike(prediction?.unlike));
  }

  load();
  return () => {
    closed = true;
    clearTimeout(timer);
  };
}
