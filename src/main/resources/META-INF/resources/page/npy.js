// Voxels in NumPy's .npy format, version 1 to 3: uint8, C order, axes x y z, 1 hard and 0 soft.

const MAGIC = '\x93NUMPY';

/** {nx, ny, nz, data}; data[(x * ny + y) * nz + z]. Throws an Error with one line if it is anything else. */
export function parse(buffer) {
  const bytes = new Uint8Array(buffer);
  if (String.fromCharCode(...bytes.subarray(0, 6)) !== MAGIC) {
    throw new Error('the voxel file is no .npy file');
  }
  const view = new DataView(buffer);
  const long = bytes[6] > 1;
  const start = long ? 12 : 10;
  const length = long ? view.getUint32(8, true) : view.getUint16(8, true);
  const header = new TextDecoder().decode(bytes.subarray(start, start + length));
  const shape = header.match(/'shape':\s*\((\d+), (\d+), (\d+),?\)/)?.slice(1).map(Number);
  if (!/'descr':\s*'\|[ub]1'/.test(header) || !/'fortran_order':\s*False/.test(header) || !shape) {
    throw new Error('the voxel file is not uint8 in three dimensions, C order');
  }
  const [nx, ny, nz] = shape;
  const data = bytes.subarray(start + length);
  if (data.length !== nx * ny * nz) {
    throw new Error(`the voxel file has ${data.length} voxels, not ${nx} x ${ny} x ${nz}`);
  }
  return { nx, ny, nz, data };
}
