// Elements, made without markup in strings: nothing that came over the network is ever read as HTML.

const SVG = 'http://www.w3.org/2000/svg';

function build(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    } else if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'value' || name === 'checked') {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return element;
}

/** An HTML element: h('button', {class: 'x', onclick: f}, 'text', child, ...). */
export const h = (name, attributes, ...children) => build(document.createElement(name), attributes, children);

/** An SVG element. */
export const s = (name, attributes, ...children) => build(document.createElementNS(SVG, name), attributes, children);

/** A control under its label. */
export function field(label, control, hint) {
  return h('label', { class: 'field' }, h('span', {}, label), control, hint && h('small', {}, hint));
}

/** Says something to those who cannot see it change. */
export function announce(text) {
  document.getElementById('announcer').textContent = text;
}

/** A table: an array of headings, then rows of cells; numbers are set to the right. */
export function table(caption, headings, rows) {
  const cell = (value, i) =>
    i === 0 ? h('th', { scope: 'row' }, value) : h('td', { class: typeof value === 'number' ? 'n' : null }, value);
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h(
      'table',
      {},
      h('caption', {}, caption),
      h('thead', {}, h('tr', {}, headings.map((text) => h('th', { scope: 'col' }, text)))),
      h('tbody', {}, rows.map((row) => h('tr', {}, row.map(cell)))),
    ),
  );
}

/** Replaces what an element holds and keeps the keyboard's place: the focused element is found again by its data-key. */
export function replace(element, ...children) {
  const key = element.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  element.replaceChildren(...children.flat(Infinity).filter(Boolean));
  if (key !== undefined) {
    [...element.querySelectorAll('[data-key]')].find((e) => e.dataset.key === key)?.focus();
  }
}
