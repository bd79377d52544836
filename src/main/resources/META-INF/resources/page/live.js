// One design, as it happens: progress, candidates, figures, events, files.

import { announce, h, replace } from './dom.js';
import { get } from './api.js';
import { actions, isEnded } from './actions.js';
import { candidates } from './candidates.js';
import { achieved, convergence } from './charts.js';
import { duration, moment, percent, target } from './format.js';
import { latent } from './latent.js';
import { status } from './list.js';
import { seriesOf } from './marks.js';
import { isRich } from './goals.js';
import { command, link } from './request.js';

/** Names of the events: the routes' stages and what the queue tells. */
const STAGES = [
  'queue', 'queued', 'design', 'infer', 'settle', 'decode', 'propose', 'verify', 'evaluate', 'decide', 'refine', 'anneal', 'trim', 'tune', 'generate',
  'retrain', 'accept', 'stop', 'pause', 'paused', 'resume', 'resumed', 'cancel', 'cancelled',
];
/** Between two looks at the design while events come, and without any [ms]. */
const SOON = 500;
const PERIOD = 4000;

export function design(view, id) {
  const self = '/designs/' + encodeURIComponent(id);
  const problem = h('p', { class: 'problem', role: 'alert' });
  const head = h('header', { class: 'head' });
  const progress = h('section', { class: 'panel progress', 'aria-label': 'Progress' });
  const curve = h('section', { class: 'panel', 'aria-label': 'Convergence' });
  const bars = h('section', { class: 'panel', 'aria-label': 'Target against achieved' });
  const happened = h('ol', {});
  const log = h('div', { class: 'log', role: 'log', 'aria-label': 'Events', 'aria-live': 'off', tabindex: 0 }, happened);
  const rest = h('section', { class: 'panel', 'aria-label': 'Files and provenance' });
  const space = latent(self);
  const cards = candidates();
  const body = h(
    'div',
    { class: 'design' },
    progress,
    h(
      'div',
      { class: 'figures' },
      h('div', { class: 'stack' }, curve, bars),
      h('div', { class: 'stack' }, space.element, h('section', { class: 'panel', 'aria-label': 'Events' }, h('h2', {}, 'Events'), log)),
    ),
    cards.element,
    rest,
  );
  body.hidden = true;
  replace(view, head, problem, body);
  let known = null;
  let closed = false;
  let timer;
  let looked = 0;
  let verified = -1;
  let following = true;
  const drawn = new Map();
  let clock;

  /** Draws a part again if what it shows has changed. */
  function part(element, shows, draw) {
    const now = JSON.stringify(shows);
    if (drawn.get(element) !== now) {
      drawn.set(element, now);
      const open = [...element.querySelectorAll('details[open]')].map((d) => d.dataset.key);
      replace(element, draw());
      element.querySelectorAll('details').forEach((d) => (d.open = open.includes(d.dataset.key)));
    }
  }

  async function look() {
    clearTimeout(timer);
    looked = Date.now();
    try {
      const found = await get(self);
      if (closed) {
        return;
      }
      problem.textContent = '';
      const before = known?.status;
      known = found;
      render();
      if (before && before !== known.status) {
        announce(`The design is ${known.status}. ${known.reason ?? ''}`);
      }
      if (isEnded(known.status)) {
        return;
      }
    } catch (e) {
      problem.textContent = e.message;
      if (e.status === 404) {
        events.close();
        return;
      }
    }
    timer = setTimeout(look, PERIOD);
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(0, looked + SOON - Date.now()));
  }

  function render() {
    if (body.hidden) {
      body.hidden = false;
      follow();
    }
    const series = seriesOf(known.candidates.map((c) => c.id));
    const { candidates: all, target: wanted, tolerance } = known;
    document.title = `${target(wanted)}, ${known.status} · temper`;
    part(head, [known.status, known.reason, known.name], heading);
    part(progress, [known.progress, known.status, Math.floor(secondsNow())], facts);
    part(curve, [all, tolerance], () => convergence(known, series));
    part(bars, [all, wanted, tolerance], () => achieved(known, series));
    cards.update(known);
    part(rest, [known.provenance, all.map((c) => c.href), known.status, known.request], remains);
    if (verified !== known.progress.evaluations || !drawn.has(space)) {
      verified = known.progress.evaluations;
      drawn.set(space, true);
      space.update(series);
    }
  }

  function heading() {
    return [
      h('p', { class: 'crumb' }, h('a', { href: '#designs' }, 'Designs'), ' / ', known.name || known.id),
      h('div', { class: 'title' },
        h('h1', {}, target(known.target), h('span', { class: 'soft' }, ` within ${percent(known.tolerance)}`)),
        h('div', { class: 'actions' }, actions(known, acted, (e) => (problem.textContent = e.message)))),
      h('p', { class: 'verdict' }, status(known.status), ' ', known.reason),
    ];
  }

  function acted(what) {
    announce(what);
    if (what.endsWith('deleted')) {
      location.hash = '#designs';
    } else {
      look();
    }
  }

  /** Wall time of the loop: between two looks the browser's clock goes on. */
  function secondsNow() {
    return known.progress.seconds + (known.status === 'running' ? (Date.now() - looked) / 1000 : 0);
  }

  function facts() {
    const { evaluations, budget, bestError, stage, message, secondsLeft } = known.progress;
    const best = typeof bestError === 'number' ? percent(bestError) : '–';
    const entries = [
      ['Stage', isEnded(known.status) ? known.status : (stage ?? 'waiting')],
      ['Evaluations', `${evaluations} of ${budget.evaluations}`],
      ['Best error', h('span', { class: bestError <= known.tolerance && best !== '–' ? 'met' : null }, best)],
      ['Time', duration(secondsNow())],
      !isEnded(known.status) && typeof secondsLeft === 'number' && ['Left, about', duration(secondsLeft)],
    ].filter(Boolean);
    return [
      h('dl', { class: 'facts' }, entries.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value)))),
      h('progress', { max: budget.evaluations, value: evaluations, 'aria-label': `${evaluations} of at most ${budget.evaluations} evaluations` }),
      !isEnded(known.status) && message && h('p', { class: 'message' }, message),
    ];
  }

  function remains() {
    const file = (href, label, download) => h('li', {}, h('a', { href, download: download || null }, label));
    const reported = known.status !== 'queued';
    return [
      h('h2', {}, 'Files'),
      h('ul', { class: 'list' },
        reported && file(known.links.report, 'Report'),
        reported && known.links.pdf && file(known.links.pdf, 'Report as PDF'),
        reported && file(`${self}/files/report.json`, 'report.json', `${id}.json`)),
      known.request && [
        h('h2', {}, 'The same again'),
        isRich(known.request)
          ? h('p', {}, 'On the command line:')
          : h('p', {}, h('a', { href: link(known.request) }, 'A new design with this request'), ', or on the command line:'),
        h('pre', { tabindex: 0, 'aria-label': 'Command' }, command(known.request)),
      ],
      h('details', { 'data-key': 'provenance' },
        h('summary', { 'data-key': 'summary provenance' }, 'Provenance'),
        h('dl', { class: 'provenance' }, flat(known.provenance).map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]))),
    ];
  }

  /** The last event stays in sight, unless somebody reads further up. */
  function follow() {
    if (following) {
      log.scrollTop = log.scrollHeight;
    }
  }

  function told(event) {
    const e = JSON.parse(event.data);
    happened.append(h('li', {}, h('time', { datetime: e.time }, moment(e.time)), h('b', {}, e.stage), h('span', {}, e.message)));
    follow();
    if (e.stage === 'decide') {
      announce(e.message);
    }
    soon();
  }

  log.addEventListener('scroll', () => (following = log.scrollTop + log.clientHeight >= log.scrollHeight - 12));
  const events = new EventSource(self + '/events');
  STAGES.forEach((name) => events.addEventListener(name, told));
  events.addEventListener('message', told);
  // the stream ends with the design, and the browser would come back for more
  events.addEventListener('error', () => (known && isEnded(known.status) ? events.close() : soon()));
  look();
  clock = setInterval(() => known?.status === 'running' && part(progress, [known.progress, known.status, Math.floor(secondsNow())], facts), 1000);
  return () => {
    closed = true;
    clearTimeout(timer);
    clearInterval(clock);
    events.close();
    space.close();
    cards.close();
  };
}

/** Nested values by dotted names. */
function flat(values, prefix = '') {
  return Object.entries(values).flatMap(([name, value]) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? flat(value, `${prefix}${name}.`)
      : [[prefix + name, Array.isArray(value) ? value.join(', ') : String(value)]],
  );
}
