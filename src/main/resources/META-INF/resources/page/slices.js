// Slices of a block of voxels along each axis, as the report has them: the first axis points right, the second up.

import { h } from './dom.js';
import { colour } from './theme.js';

/** Axis of the slider, then right and up. */
const PLANES = [
  ['z', 'x', 'y'],
  ['y', 'x', 'z'],
  ['x', 'y', 'z'],
];
const INDEX = { x: 0, y: 1, z: 2 };

export function slices(name) {
  let voxels = null;
  const planes = PLANES.map(([axis, right, up]) => {
    const canvas = h('canvas', { class: 'slice', width: 1, height: 1, role: 'img' });
    const text = h('span', {});
    const input = h('input', { type: 'range', min: 0, max: 0, value: 0, 'aria-label': `Slice of ${name} along ${axis}` });
    const plane = { axis, right, up, canvas, input, text };
    input.addEventListener('input', () => draw(plane));
    plane.element = h(
      'figure', {}, canvas,
      h('figcaption', {}, h('span', { class: 'axes', 'aria-hidden': 'true' }, `${right} →  ${up} ↑`), text),
      input,
    );
    return plane;
  });

  function draw({ axis, right, up, canvas, input, text }) {
    if (!voxels) {
      return;
    }
    const size = [voxels.nx, voxels.ny, voxels.nz];
    const stride = [voxels.ny * voxels.nz, voxels.nz, 1];
    const [a, r, u] = [axis, right, up].map((n) => INDEX[n]);
    canvas.width = size[r];
    canvas.height = size[u];
    const context = canvas.getContext('2d');
    context.fillStyle = colour('softphase');
    context.fillRect(0, 0, size[r], size[u]);
    context.fillStyle = colour('hard');
    let hard = 0;
    for (let j = 0; j < size[u]; j++) {
      for (let i = 0; i < size[r]; i++) {
        if (voxels.data[input.value * stride[a] + i * stride[r] + j * stride[u]]) {
          context.fillRect(i, size[u] - 1 - j, 1, 1);
          hard++;
        }
      }
    }
    const share = `${((100 * hard) / (size[r] * size[u])).toFixed(1)} % hard`;
    text.textContent = `${axis} = ${input.value}`;
    text.title = share;
    input.setAttribute('aria-valuetext', `${axis} = ${input.value}, ${share}`);
    canvas.setAttribute('aria-label', `Slice ${right}${up} of ${name} at ${axis} = ${input.value}: ${share}`);
  }

  const redraw = () => planes.forEach(draw);
  document.addEventListener('themechange', redraw);
  return {
    element: h('div', { class: 'slices' }, planes.map((p) => p.element)),
    show(next) {
      const first = !voxels;
      voxels = next;
      const size = [voxels.nx, voxels.ny, voxels.nz];
      for (const plane of planes) {
        plane.input.max = size[INDEX[plane.axis]] - 1;
        if (first) {
          plane.input.value = Math.floor(size[INDEX[plane.axis]] / 2);
        }
        draw(plane);
      }
    },
    close: () => document.removeEventListener('themechange', redraw),
  };
}
