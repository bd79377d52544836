// What can be done with a design in its status.

import { h } from './dom.js';
import { get, post, remove } from './api.js';
import { link } from './request.js';

const ENDED = ['succeeded', 'stopped', 'failed', 'cancelled'];

export const isEnded = (status) => ENDED.includes(status);

/** Buttons; {@code changed} is told what was done, {@code failed} why it was not. */
export function actions(design, changed, failed) {
  const self = '/designs/' + design.id;
  const name = design.name || design.id;
  const button = (label, done, action) =>
    h(
      'button',
      {
        type: 'button',
        class: 'quiet',
        'data-key': `${label} ${design.id}`,
        'aria-label': `${label} design ${name}`,
        onclick: async (event) => {
          event.target.disabled = true;
          try {
            if ((await action()) !== false && done) {
              changed(`Design ${name} ${done}`);
            }
          } catch (e) {
            failed(e);
          } finally {
            event.target.disabled = false;
          }
        },
      },
      label,
    );
  const { status } = design;
  return [
    ['queued', 'running'].includes(status) && button('Pause', 'will pause', () => post(self + '/pause')),
    status === 'paused' && button('Resume', 'goes on', () => post(self + '/resume')),
    !isEnded(status) && button('Cancel', 'is cancelled', () => post(self + '/cancel')),
    // into the form, where it can be changed before it is queued
    button('Clone', null, async () => {
      location.href = link(design.request ?? (await get(self)).request);
    }),
    isEnded(status) && button('Delete', 'is deleted', async () => {
      return confirm(`Delete design ${name} and its files?`) ? remove(self) : false;
    }),
  ];
}
