// What is predicted and what is simulated of a microstructure, side by side.

import { h } from './dom.js';
import { gigapascal } from './format.js';

const NAMES = ['C11', 'C21', 'C31', 'C22', 'C32', 'C33'];

/** A table of components in GPa; predicted: {C11: {mean, sd}}, simulated: {C11: 35}. Null if there is nothing to show. */
export function stiffness(predicted, simulated) {
  const names = NAMES.filter((n) => predicted?.[n] || typeof simulated?.[n] === 'number');
  return names.length === 0 ? null : h('table', {},
    h('thead', {}, h('tr', {}, ['', 'Predicted', 'Simulated'].map((t, i) => h('th', { scope: 'col', class: i ? 'n' : null }, t)))),
    h('tbody', {}, names.map((n) => h('tr', {},
      h('th', { scope: 'row' }, n),
      h('td', { class: 'n' }, predicted?.[n] ? `${gigapascal(predicted[n].mean)} ± ${gigapascal(predicted[n].sd)}` : '–'),
      h('td', { class: 'n' }, typeof simulated?.[n] === 'number' ? gigapascal(simulated[n]) : '–')))));
}

/** Why a prediction is not to be trusted; null if it is. */
export function unlike(reasons) {
  return reasons?.length > 0 ? h('p', { class: 'hint warn' }, `Unlike the training data: ${reasons.join('; ')}`) : null;
}

/** The components of a 6 x 6 matrix with null where it was not solved. */
export const components = (matrix) =>
  matrix && Object.fromEntries(NAMES.map((n) => [n, matrix[Number(n[1]) - 1][Number(n[2]) - 1]]));
