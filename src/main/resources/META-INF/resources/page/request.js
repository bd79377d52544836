// What a design is asked, as the address of the form has it: #new?target=C11:35,C22:20&tolerance=0.02&seed=0 ...
import { wishes } from './goals.js';

const NUMBERS = ['tolerance', 'seed', 'rtol', 'priority'];

/** Body of POST /designs from the address's parameters; what is missing is left to the service. */
export function fromParameters(parameters) {
  const request = { target: {} };
  for (const part of (parameters.get('target') ?? '').split(',')) {
    const [name, value] = part.split(':');
    if (name && value !== undefined) {
      request.target[name] = Number(value);
    }
  }
  for (const name of NUMBERS) {
    if (parameters.has(name)) {
      request[name] = Number(parameters.get(name));
    }
  }
  for (const name of ['solver', 'name']) {
    if (parameters.get(name)) {
      request[name] = parameters.get(name);
    }
  }
  if (parameters.get('start')) {
    request.start = { microstructure: parameters.get('start') };
  }
  if (parameters.has('retrain')) {
    request.retrain = parameters.get('retrain') === 'true';
  }
  const budget = {};
  for (const name of ['evaluations', 'seconds']) {
    if (parameters.has(name)) {
      budget[name] = Number(parameters.get(name));
    }
  }
  if (Object.keys(budget).length) {
    request.budget = budget;
  }
  if (parameters.has('hard') && parameters.has('soft')) {
    request.phases = { hard: phase(parameters.get('hard')), soft: phase(parameters.get('soft')) };
  }
  return request;
}

function phase(text) {
  const [youngsModulus, poissonsRatio] = text.split(':').map(Number);
  return { youngsModulus, poissonsRatio };
}

/** The address's parameters of a request. */
export function toParameters(request) {
  const parameters = new URLSearchParams();
  parameters.set('target', Object.entries(request.target).map(([name, value]) => `${name}:${value}`).join(','));
  for (const name of [...NUMBERS, 'solver', 'name', 'retrain']) {
    if (request[name] !== undefined && request[name] !== null && request[name] !== '') {
      parameters.set(name, request[name]);
    }
  }
  if (request.start) {
    parameters.set('start', request.start.microstructure);
  }
  for (const name of ['evaluations', 'seconds']) {
    if (request.budget?.[name] !== undefined && request.budget[name] !== null) {
      parameters.set(name, request.budget[name]);
    }
  }
  if (request.phases) {
    for (const name of ['hard', 'soft']) {
      parameters.set(name, `${request.phases[name].youngsModulus}:${request.phases[name].poissonsRatio}`);
    }
  }
  return parameters;
}

/** The link that fills the form with a request. */
export function link(request) {
  // colon and comma need no escape in a fragment, and it reads better without
  const query = toParameters(request).toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
  return `${location.origin}/#new?${query}`;
}

/** Goals in the command line's form, quoted where a shell would read more into them. */
function quoted(goals) {
  const text = wishes(goals).map(([k, v]) => `${k}=${v}`).join(',');
  return text.includes('*') ? `'${text}'` : text;
}

/** The same design on the command line. */
export function command(request) {
  const words = ['design', '--target', quoted(request.target)];
  if (Object.keys(request.constraints ?? {}).length) {
    words.push('--constraint', quoted(request.constraints));
  }
  const option = (name, value) => value !== undefined && value !== null && words.push(name, String(value));
  option('--tolerance', request.tolerance);
  option('--seed', request.seed);
  option('--budget', request.budget?.evaluations);
  option('--seconds', request.budget?.seconds);
  if (request.phases) {
    option('--hard', `${request.phases.hard.youngsModulus}:${request.phases.hard.poissonsRatio}`);
    option('--soft', `${request.phases.soft.youngsModulus}:${request.phases.soft.poissonsRatio}`);
  }
  option('--solver', request.solver);
  option('--rtol', request.rtol);
  if (request.retrain) {
    words.push('--retrain');
  }
  return 'java -jar target/quarkus-app/quarkus-run.jar ' + words.join(' ');
}
