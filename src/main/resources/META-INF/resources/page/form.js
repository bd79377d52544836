// The form of a new design. The address carries what it holds, so that a link makes the same design again.

import { h, field, announce, replace } from './dom.js';
import { get, post } from './api.js';
import { fromParameters, link, toParameters } from './request.js';
import { componentRows } from './components.js';

const PHASES = { hard: { youngsModulus: 120, poissonsRatio: 0.3 }, soft: { youngsModulus: 2.4, poissonsRatio: 0.3 } };

/** What a refusal speaks of, and the field that mends it. */
const BLAMED = [
  [/\b(C\d\d)\b/, null],
  [/tolerance/i, 'tolerance'],
  [/budget of .* evaluations/i, 'evaluations'],
  [/budget of .* seconds/i, 'seconds'],
  [/Young/i, 'hardE'],
  [/Poisson/i, 'hardNu'],
  [/\brtol\b/i, 'rtol'],
  [/solver|adapter/i, 'solver'],
  [/retrain/i, 'retrain'],
  [/priority/i, 'priority'],
  [/\bname\b/i, 'name'],
];

const number = (name, value, attributes = {}) =>
  h('input', { type: 'number', step: 'any', inputmode: 'decimal', name, value, required: true, ...attributes });

/** Of one request: sent twice, by a double click or after a lost answer, it is still one design. */
const freshKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');

export function form(view, parameters) {
  const given = fromParameters(parameters);
  const phases = given.phases ?? PHASES;
  const components = componentRows(given.target);
  const solvers = h('datalist', { id: 'solvers' });
  const problem = h('p', { class: 'problem', role: 'alert' });
  const address = h('a', {});
  const submit = h('button', { class: 'primary', type: 'submit' }, 'Queue design');
  const error = { 'aria-describedby': 'problem' };
  problem.id = 'problem';

  const element = h(
    'form',
    { class: 'form', novalidate: true, onsubmit: queue, oninput: changed, onchange: changed },
    h('h1', {}, 'New design'),
    given.start && h('p', { class: 'hint' }, 'It starts from ',
      h('a', { href: '#microstructures/' + given.start.microstructure }, 'the microstructure that was sent'), ', beside what the model proposes.'),
    components.element,
    h(
      'fieldset',
      {},
      h('legend', {}, 'Search'),
      h(
        'div',
        { class: 'fields' },
        field('Tolerance, %', number('tolerance', +(100 * (given.tolerance ?? 0.02)).toPrecision(12), { min: 0, ...error })),
        field('Evaluations at most', number('evaluations', given.budget?.evaluations ?? 60, { min: 1, step: 1 })),
        field('Seconds at most', number('seconds', given.budget?.seconds ?? 600, { min: 1 })),
        field('Seed', number('seed', given.seed ?? 0, { step: 1 }), 'the same seed gives the same candidates'),
      ),
      h(
        'label',
        { class: 'check' },
        h('input', { type: 'checkbox', name: 'retrain', checked: given.retrain ?? false }),
        'Retrain the model where refinement comes to its end; it takes minutes',
      ),
    ),
    h(
      'fieldset',
      {},
      h('legend', {}, 'Materials and solver'),
      h(
        'div',
        { class: 'fields' },
        field('Hard phase E, GPa', number('hardE', phases.hard.youngsModulus)),
        field('Hard phase ν', number('hardNu', phases.hard.poissonsRatio)),
        field('Soft phase E, GPa', number('softE', phases.soft.youngsModulus)),
        field('Soft phase ν', number('softNu', phases.soft.poissonsRatio)),
        field('Solver', h('input', { name: 'solver', list: 'solvers', value: given.solver ?? 'voxel', required: true })),
        field('Residual asked of it', number('rtol', given.rtol ?? 1e-4)),
      ),
      solvers,
      components.note,
    ),
    h(
      'fieldset',
      {},
      h('legend', {}, 'In the list'),
      h(
        'div',
        { class: 'fields' },
        field('Name', h('input', { name: 'name', maxlength: 200, value: given.name ?? '' }), 'optional'),
        field(
          'Priority',
          number('priority', given.priority ?? 0, { min: -10, max: 10, step: 1 }),
          '−10 to 10; higher goes first',
        ),
      ),
    ),
    problem,
    h('div', { class: 'submit' }, submit),
    h('p', { class: 'reproduce' }, 'Link to this request: ', address),
  );
  replace(view, element);
  const value = (name) => element.elements[name].value;

  /** The body of POST /designs. */
  function request() {
    return {
      target: components.target(),
      tolerance: +(Number(value('tolerance')) / 100).toPrecision(12),
      budget: { evaluations: Number(value('evaluations')), seconds: Number(value('seconds')) },
      seed: Number(value('seed')),
      phases: {
        hard: { youngsModulus: Number(value('hardE')), poissonsRatio: Number(value('hardNu')) },
        soft: { youngsModulus: Number(value('softE')), poissonsRatio: Number(value('softNu')) },
      },
      solver: value('solver').trim(),
      rtol: Number(value('rtol')),
      retrain: element.elements.retrain.checked,
      ...(given.start && { start: given.start }),
      ...(value('name').trim() && { name: value('name').trim() }),
      ...(Number(value('priority')) && { priority: Number(value('priority')) }),
    };
  }

  let key = freshKey();
  let asked = '';
  let timer;
  async function ranges() {
    const { hard, soft } = request().phases;
    const query = new URLSearchParams({
      hard: `${hard.youngsModulus}:${hard.poissonsRatio}`,
      soft: `${soft.youngsModulus}:${soft.poissonsRatio}`,
    }).toString();
    if (query === asked) {
      return;
    }
    asked = query;
    try {
      const found = await get('/attainable?' + query);
      if (query === asked) {
        components.attainable(found);
      }
    } catch (e) {
      components.attainable(null, e.message);
    }
  }

  function changed() {
    key = freshKey();
    const now = request();
    history.replaceState(null, '', '#new?' + toParameters(now).toString().replaceAll('%3A', ':').replaceAll('%2C', ','));
    address.href = link(now);
    address.textContent = address.href;
    clearTimeout(timer);
    timer = setTimeout(ranges, 250);
  }

  function blame(control, text) {
    problem.textContent = text;
    if (control) {
      control.setAttribute('aria-invalid', 'true');
      control.focus();
    }
  }

  async function queue(event) {
    event.preventDefault();
    problem.textContent = '';
    element.querySelectorAll('[aria-invalid]').forEach((e) => e.removeAttribute('aria-invalid'));
    const empty = [...element.elements].find((e) => e.matches('input') && !e.validity.valid);
    if (empty) {
      const label = empty.getAttribute('aria-label') ?? empty.closest('label').querySelector('span').textContent;
      blame(empty, `${label}: ${empty.validationMessage}`);
      return;
    }
    submit.disabled = true;
    try {
      const made = await post('/designs', request(), { 'Idempotency-Key': key });
      announce('The design is queued');
      location.hash = '#designs/' + made.id;
    } catch (e) {
      const [, name] = BLAMED.find(([words]) => words.test(e.message)) ?? [];
      const component = e.message.match(/\bC\d\d\b/)?.[0];
      blame(components.control(component) ?? element.elements[name] ?? null, e.message);
    } finally {
      submit.disabled = false;
    }
  }

  changed();
  ranges();
  get('/solvers')
    .then((names) => solvers.replaceChildren(...names.map((n) => h('option', { value: n }))))
    .catch(() => {}); // the field takes any name
  return () => clearTimeout(timer);
}
