// A microstructure that was dropped onto the page: looked at, predicted, simulated, or the start of a design.

import { announce, h, replace } from './dom.js';
import { bytes, get, post, upload } from './api.js';
import { duration } from './format.js';
import { parse } from './npy.js';
import { slices } from './slices.js';
import { components, stiffness, unlike } from './stiffness.js';
import { view3d } from './view3d.js';

/** The page takes microstructure files that are dropped anywhere onto it. */
export function takeFiles() {
  const area = document.documentElement;
  const files = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');
  addEventListener('dragover', (event) => {
    if (files(event)) {
      event.preventDefault();
      area.classList.add('dropping');
    }
  });
  addEventListener('dragleave', (event) => !event.relatedTarget && area.classList.remove('dropping'));
  addEventListener('drop', async (event) => {
    area.classList.remove('dropping');
    const file = event.dataTransfer?.files?.[0];
    if (file) {
      event.preventDefault();
      location.hash = '#microstructures/' + (await send(file));
    }
  });
}

/** Its id, or ?problem= with the line that the service refused it with. */
export async function send(file) {
  announce(`${file.name} is sent`);
  try {
    return (await upload('/microstructures?name=' + encodeURIComponent(file.name), file)).id;
  } catch (e) {
    return '?problem=' + encodeURIComponent(`${file.name}: ${e.message}`);
  }
}

export function microstructure(view, id, parameters) {
  const chosen = h('input', { type: 'file', class: 'unseen', id: 'file', accept: '.npy,.vti,.nrrd,.tif,.tiff,.dream3d', onchange: pick });
  const problem = h('p', { class: 'problem', role: 'alert' }, parameters.get('problem') ?? '');
  const title = h('h1', {}, 'Microstructure');
  const head = h('div', { class: 'title' }, title, h('span', {}, chosen, h('label', { class: 'button', for: 'file' }, 'Send a file')));
  const about = h('p', { class: 'verdict' }, id ? '' : 'Drop a file onto the page: .npy, .vti, .nrrd, .tif or .dream3d.');
  replace(view, head, about, problem);
  if (!id) {
    return () => {};
  }
  const solid = view3d('microstructure');
  const planes = slices('microstructure');
  const answers = { predicted: null, simulated: null };
  const table = h('div', {});
  const work = [
    button('Predict', 'predict', (found) => {
      answers.predicted = found;
    }),
    button('Simulate', 'simulate', (found) => {
      answers.simulated = found;
    }),
    h('a', { class: 'button', href: '#new?start=' + id }, 'Design from it'),
  ];
  view.append(
    h('div', { class: 'figures' },
      h('section', { class: 'panel card' }, solid.element, planes.element),
      h('section', { class: 'panel' }, h('h2', {}, 'Stiffness, GPa'), h('div', { class: 'actions' }, work), table)),
  );

  function button(text, verb, keep) {
    const element = h('button', { type: 'button', onclick: ask }, text);
    async function ask() {
      element.disabled = true;
      problem.textContent = '';
      try {
        keep(await post(`/microstructures/${id}/${verb}`, {}));
        render();
        announce(`${text}: done`);
      } catch (e) {
        problem.textContent = e.message;
      } finally {
        element.disabled = false;
      }
    }
    return element;
  }

  function render() {
    const { predicted, simulated } = answers;
    replace(
      table,
      stiffness(predicted?.values, components(simulated?.C)),
      predicted && !predicted.familiar && unlike(predicted.unlike),
      simulated && h('p', { class: 'hint' }, `${simulated.solver} ${simulated.version}, ${duration(simulated.seconds)}`),
    );
  }

  async function pick() {
    if (chosen.files[0]) {
      location.hash = '#microstructures/' + (await send(chosen.files[0]));
    }
  }

  get('/microstructures/' + id)
    .then(async (found) => {
      title.textContent = found.name || 'Microstructure';
      about.textContent = `${found.size.join(' × ')} voxels, ${(100 * found.hardFraction).toFixed(1)} % hard`;
      const block = parse(await bytes(`/microstructures/${id}.npy`));
      solid.show(block);
      planes.show(block);
    })
    .catch((e) => {
      problem.textContent = e.message;
    });
  return () => {
    solid.close();
    planes.close();
  };
}
