// The faces of a phase's voxels, joined to rectangles: what a cut through a block of voxels looks like, exactly.

/**
 * Rectangles of the surface of what is shown within the cut. A face is seen where its voxel is shown and its neighbour is
 * not, or lies outside of the cut.
 *
 * @param voxels {nx, ny, nz, data}
 * @param cut [[from, to], ...] along x, y, z: voxels from <= i < to
 * @param shown the values that are shown: [1] hard, [0] soft, [0, 1] both
 * @returns by value: {positions: Float32Array, normals: Float32Array}, triangles, in voxels
 */
export function surface(voxels, cut, shown) {
  const size = [voxels.nx, voxels.ny, voxels.nz];
  const stride = [voxels.ny * voxels.nz, voxels.nz, 1];
  const lists = new Map(shown.map((value) => [value, { positions: [], normals: [] }]));
  const visible = new Uint8Array(256);
  shown.forEach((value) => (visible[value] = 1));
  for (let d = 0; d < 3; d++) {
    const u = (d + 1) % 3;
    const v = (d + 2) % 3;
    const nu = size[u];
    const mask = new Int16Array(nu * size[v]);
    for (const side of [0, 1]) {
      const step = side ? stride[d] : -stride[d];
      for (let w = cut[d][0]; w < cut[d][1]; w++) {
        const edge = w === (side ? cut[d][1] - 1 : cut[d][0]);
        mask.fill(-1);
        for (let j = cut[v][0]; j < cut[v][1]; j++) {
          for (let i = cut[u][0]; i < cut[u][1]; i++) {
            const at = w * stride[d] + i * stride[u] + j * stride[v];
            const value = voxels.data[at];
            if (visible[value] && (edge || !visible[voxels.data[at + step]])) {
              mask[j * nu + i] = value;
            }
          }
        }
        join(mask, nu, cut[u], cut[v], (value, i, j, width, height) =>
          rectangle(lists.get(value), d, u, v, w + side, side, i, j, width, height),
        );
      }
    }
  }
  return new Map(
    [...lists].map(([value, list]) => [
      value,
      { positions: new Float32Array(list.positions), normals: new Float32Array(list.normals) },
    ]),
  );
}

/** Greedy: the widest run, then as many rows as have it; what is taken is cleared from the mask. */
function join(mask, nu, [fromU, toU], [fromV, toV], take) {
  for (let j = fromV; j < toV; j++) {
    for (let i = fromU; i < toU; ) {
      const value = mask[j * nu + i];
      if (value < 0) {
        i++;
        continue;
      }
      let width = 1;
      while (i + width < toU && mask[j * nu + i + width] === value) {
        width++;
      }
      let height = 1;
      while (j + height < toV && same(mask, (j + height) * nu + i, width, value)) {
        height++;
      }
      for (let row = j; row < j + height; row++) {
        mask.fill(-1, row * nu + i, row * nu + i + width);
      }
      take(value, i, j, width, height);
      i += width;
    }
  }
}

function same(mask, from, count, value) {
  for (let k = 0; k < count; k++) {
    if (mask[from + k] !== value) {
      return false;
    }
  }
  return true;
}

/** Two triangles, counter-clockwise as seen from outside. */
function rectangle({ positions, normals }, d, u, v, w, side, i, j, width, height) {
  const corner = (a, b) => {
    const p = [0, 0, 0];
    p[d] = w;
    p[u] = a;
    p[v] = b;
    return p;
  };
  const quad = [corner(i, j), corner(i + width, j), corner(i + width, j + height), corner(i, j + height)];
  const normal = [0, 0, 0];
  normal[d] = side ? 1 : -1;
  for (const k of side ? [0, 1, 2, 0, 2, 3] : [0, 2, 1, 0, 3, 2]) {
    positions.push(...quad[k]);
    normals.push(...normal);
  }
}
