// Where the service asks for a key. The key is kept in a cookie that no script can read.

import { h, field } from './dom.js';
import { get, post } from './api.js';

/** Whether designs may be asked for: no key is needed, or there is one. */
export async function isAdmitted() {
  const who = await get('/session');
  return !who.required || who.name !== null;
}

/** Asks for the key; calls back once it was taken. */
export function signIn(view, admitted) {
  const key = h('input', { type: 'password', name: 'key', autocomplete: 'current-password', required: true, autofocus: true });
  const said = h('p', { class: 'problem', role: 'alert' });
  const submit = async (event) => {
    event.preventDefault();
    said.textContent = '';
    try {
      await post('/session', { key: key.value.trim() });
      admitted();
    } catch (problem) {
      said.textContent = problem.message;
      key.select();
    }
  };
  view.append(
    h(
      'form',
      { class: 'form', onsubmit: submit },
      h('h1', {}, 'Sign in'),
      field('API key', key, 'from whoever runs this service: temper key add NAME'),
      said,
      h('div', {}, h('button', { class: 'primary' }, 'Sign in')),
    ),
  );
  key.focus();
}
