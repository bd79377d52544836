// A block of voxels that can be turned and cut, by pointer and by keyboard.

import { h } from './dom.js';
import { surface } from './mesh.js';
import * as renderer from './renderer.js';

const TURN = Math.PI / 24;
const HOME = { yaw: 0.9, pitch: 0.5, zoom: 1 };
const SHOWN = { hard: [1], soft: [0], both: [0, 1] };

/** {element, show(voxels)}; {@code name} says which candidate it is. */
export function view3d(name) {
  let voxels = null;
  let model = null;
  let look = { ...HOME };
  let pending = 0;
  let cut = null;
  const help = `help-${name}`;
  const canvas = h('canvas', {
    class: 'view3d', tabindex: 0, role: 'img', 'aria-label': `Microstructure of ${name} in three dimensions`,
    'aria-describedby': help, onkeydown: key, onpointerdown: grab, onwheel: wheel,
  });
  const phase = h(
    'select', { onchange: rebuild, 'aria-label': `Phase of ${name} that is shown` },
    h('option', { value: 'hard' }, 'hard phase'),
    h('option', { value: 'soft' }, 'soft phase'),
    h('option', { value: 'both' }, 'both'),
  );
  const sliders = ['x', 'y', 'z'].map((axis) => {
    const input = h('input', { type: 'range', min: 1, max: 1, value: 1, 'aria-label': `Cut ${name} along ${axis}`, oninput: rebuild });
    return { input, label: h('label', { class: 'slider' }, h('span', {}, `cut ${axis}`), input) };
  });
  const problem = h('p', { class: 'hint bad' });
  const element = h(
    'div', { class: 'solid' }, canvas, problem,
    h('div', { class: 'controls' }, phase, sliders.map((s) => s.label)),
    h('p', { class: 'unseen', id: help }, 'Arrow keys turn it, plus and minus zoom, Home turns it back.'),
  );
  const redraw = () => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(() => model && canvas.isConnected && renderer.draw(canvas, model, look));
  };
  const resized = new ResizeObserver(redraw);
  resized.observe(canvas);
  document.addEventListener('themechange', redraw);

  function show(next) {
    voxels = next;
    const size = [voxels.nx, voxels.ny, voxels.nz];
    cut ??= [...size];
    sliders.forEach(({ input }, d) => {
      input.max = size[d];
      input.value = Math.min(cut[d], size[d]);
    });
    rebuild();
  }

  function rebuild() {
    if (!voxels) {
      return;
    }
    cut = sliders.map(({ input }) => Number(input.value));
    sliders.forEach(({ input }, d) => input.setAttribute('aria-valuetext', `${cut[d]} of ${input.max} voxels left`));
    try {
      if (model) {
        renderer.dispose(model);
      }
      const faces = surface(voxels, cut.map((to) => [0, to]), SHOWN[phase.value]);
      model = renderer.model(faces, [voxels.nx, voxels.ny, voxels.nz]);
      problem.textContent = '';
      redraw();
    } catch (e) {
      model = null;
      problem.textContent = e.message;
    }
  }

  function turn(yaw, pitch) {
    const most = Math.PI / 2 - 0.01;
    look = { ...look, yaw: look.yaw + yaw, pitch: Math.max(-most, Math.min(most, look.pitch + pitch)) };
    redraw();
  }

  function zoom(factor) {
    look = { ...look, zoom: Math.max(0.6, Math.min(6, look.zoom * factor)) };
    redraw();
  }

  function key(event) {
    const steps = {
      ArrowLeft: () => turn(TURN, 0),
      ArrowRight: () => turn(-TURN, 0),
      ArrowUp: () => turn(0, TURN),
      ArrowDown: () => turn(0, -TURN),
      '+': () => zoom(1.15),
      '=': () => zoom(1.15),
      '-': () => zoom(1 / 1.15),
      Home: () => {
        look = { ...HOME };
        redraw();
      },
    };
    if (steps[event.key] && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      steps[event.key]();
    }
  }

  function grab(event) {
    canvas.setPointerCapture(event.pointerId);
    const move = (e) => turn(-e.movementX * 0.01, e.movementY * 0.01);
    canvas.addEventListener('pointermove', move);
    canvas.addEventListener('lostpointercapture', () => canvas.removeEventListener('pointermove', move), { once: true });
  }

  function wheel(event) {
    if (event.ctrlKey) { // as a pinch comes; the bare wheel scrolls the page
      event.preventDefault();
      zoom(Math.exp(-event.deltaY * 0.01));
    }
  }

  function close() {
    cancelAnimationFrame(pending);
    resized.disconnect();
    document.removeEventListener('themechange', redraw);
    if (model) {
      renderer.dispose(model);
    }
  }

  return { element, show, close };
}
