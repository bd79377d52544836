// The address after # says which page is shown: #designs, #new?..., #designs/ID.

import { h, announce } from './dom.js';
import * as theme from './theme.js';
import { designs } from './list.js';
import { event, events } from './events.js';
import { form } from './form.js';
import { design } from './live.js';
import { microstructure, takeFiles } from './microstructure.js';
import { isAdmitted, signIn } from './signin.js';

const main = document.getElementById('main');
let close = () => {};
let shown;

function route() {
  const [path, query = ''] = location.hash.slice(1).split('?');
  if (path === 'main') {
    main.focus();
    return;
  }
  const parameters = new URLSearchParams(query);
  if (path === 'new') {
    show('new', 'New design', (view) => form(view, parameters));
  } else if (path.startsWith('designs/')) {
    show('designs', 'Design', (view) => design(view, decodeURIComponent(path.slice('designs/'.length))));
  } else if (path.startsWith('microstructures/')) {
    show('microstructures', 'Microstructure', (view) => microstructure(view, path.slice('microstructures/'.length), parameters));
  } else if (path.startsWith('events/')) {
    show('events', 'Event', (view) => event(view, path.slice('events/'.length)));
  } else if (path === 'events') {
    show('events', 'Events', (view) => events(view, parameters));
  } else {
    show('designs', 'Designs', (view) => designs(view, parameters));
  }
}

function show(page, title, open) {
  close();
  for (const link of document.querySelectorAll('nav a')) {
    if (link.dataset.page === page) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
  document.title = `${title} · temper`;
  const view = h('div', { class: 'view' });
  main.replaceChildren(view);
  scrollTo(0, 0);
  if (shown !== undefined) {
    main.focus({ preventScroll: true });
    announce(title);
  }
  shown = page;
  close = open(view) ?? (() => {});
}

async function start() {
  // a service that does not answer is the shown page's to report
  if (await isAdmitted().catch(() => true)) {
    addEventListener('hashchange', route);
    takeFiles();
    route();
  } else {
    show('signin', 'Sign in', (view) => signIn(view, start));
  }
}

theme.start();
start();
