// One WebGL context for all views of the page: a browser has few of them. Each picture is copied to its view's own canvas.

import {
  AmbientLight,
  Box3,
  Box3Helper,
  BufferAttribute,
  BufferGeometry,
  Color,
  DirectionalLight,
  Mesh,
  MeshLambertMaterial,
  OrthographicCamera,
  Scene,
  Vector3,
  WebGLRenderer,
} from '/three/three.module.min.js';
import { colour } from './theme.js';

let renderer;
let scene;
let camera;
const light = new DirectionalLight(0xffffff, 3);

/** Throws an Error if there is no WebGL here. */
function start() {
  if (renderer) {
    return;
  }
  try {
    renderer = new WebGLRenderer({ antialias: true, alpha: true, preserveDrawingBuffer: true });
  } catch (e) {
    throw new Error('this browser cannot draw in three dimensions (WebGL is off); the slices show the same voxels', {
      cause: e,
    });
  }
  scene = new Scene();
  scene.add(new AmbientLight(0xffffff, 1.5), light);
  camera = new OrthographicCamera();
  camera.up.set(0, 0, 1);
}

/** Meshes and frame of a block of voxels, made by {@link model}. */
export function model(surfaces, size) {
  start();
  const meshes = [...surfaces].map(([value, { positions, normals }]) => {
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(positions, 3));
    geometry.setAttribute('normal', new BufferAttribute(normals, 3));
    const mesh = new Mesh(geometry, new MeshLambertMaterial());
    mesh.userData.value = value;
    return mesh;
  });
  const frame = new Box3Helper(new Box3(new Vector3(), new Vector3(...size)));
  return { meshes, frame, size };
}

export function dispose({ meshes, frame }) {
  for (const thing of [...meshes, frame]) {
    thing.geometry.dispose();
    thing.material.dispose();
  }
}

/**
 * Draws a model on a canvas.
 *
 * @param look {yaw, pitch, zoom}, radians
 */
export function draw(canvas, { meshes, frame, size }, look) {
  const ratio = Math.min(2, devicePixelRatio || 1);
  const side = Math.max(1, Math.round(canvas.clientWidth * ratio));
  const height = Math.max(1, Math.round(canvas.clientHeight * ratio));
  canvas.width = side;
  canvas.height = height;
  renderer.setSize(side, height, false);
  for (const mesh of meshes) {
    mesh.material.color = new Color(colour(mesh.userData.value ? 'hard' : 'softphase'));
  }
  frame.material.color = new Color(colour('soft'));
  const centre = new Vector3(...size).multiplyScalar(0.5);
  const reach = centre.length() * 1.16;
  const direction = new Vector3(
    Math.cos(look.pitch) * Math.cos(look.yaw),
    Math.cos(look.pitch) * Math.sin(look.yaw),
    Math.sin(look.pitch),
  );
  const wide = (reach * side) / height / look.zoom;
  const high = reach / look.zoom;
  const fit = Math.max(1, height / side);
  Object.assign(camera, { left: -wide * fit, right: wide * fit, top: high * fit, bottom: -high * fit, near: 0, far: 4 * reach });
  camera.position.copy(centre).addScaledVector(direction, 2 * reach);
  camera.lookAt(centre);
  camera.updateProjectionMatrix();
  camera.updateMatrixWorld();
  // from the viewer's upper left, so that the three sides of a voxel differ from everywhere
  light.position.set(-0.55, 0.8, 0.75).applyQuaternion(camera.quaternion);
  scene.add(...meshes, frame);
  renderer.render(scene, camera);
  scene.remove(...meshes, frame);
  const context = canvas.getContext('2d');
  context.clearRect(0, 0, side, height);
  context.drawImage(renderer.domElement, 0, 0);
  axes(context, centre, side, height, ratio, size);
}

/** Names of the axes, beyond the ends of the frame's edges. */
function axes(context, centre, width, height, ratio, size) {
  context.fillStyle = colour('ink');
  context.font = `${13 * ratio}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  ['x', 'y', 'z'].forEach((name, d) => {
    const at = [0, 0, 0];
    at[d] = size[d] * 1.08;
    const p = new Vector3(...at).project(camera);
    context.fillText(name, ((p.x + 1) / 2) * width, ((1 - p.y) / 2) * height);
  });
}
