// Runs the package's own four nets on tfjs' plain JavaScript backend and records what they answer.
// README.md says what is written and why.
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const require = createRequire(import.meta.url);
const jpeg = require('jpeg-js');
const faceapi = require('@vladmandic/face-api/dist/face-api.node-wasm.js');
const tf = faceapi.tf;

const packageRoot = path.dirname(require.resolve('@vladmandic/face-api/package.json'));
const target = path.join(import.meta.dirname, '../src/test/resources/reference');
const PHOTO = { source: 'sample1.jpg', pixels: 'photo.rgb.gz', left: 160, top: 100, side: 512 };

/** Half the size of a demo photo, each pixel the rounded mean of four, then a square of it. */
function photo() {
  const { width, data } = jpeg.decode(
    fs.readFileSync(path.join(packageRoot, 'demo', PHOTO.source)),
    { useTArray: true, formatAsRGBA: false },
  );
  return pixels(PHOTO.side, (x, y, c) => {
    const at = (dx, dy) =>
      data[(2 * (PHOTO.top + y) + dy) * width * 3 + (2 * (PHOTO.left + x) + dx) * 3 + c];
    return (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1) + 2) >> 2;
  });
}

/** A pattern without symmetry, so that swapped axes or channels show. */
function pattern(side) {
  return pixels(side, (x, y, c) => (7 * x + 13 * y + 29 * c + ((x * y) >> 5)) & 255);
}

function crop(image, left, top, side) {
  return pixels(
    side,
    (x, y, c) => image[((top + y) * PHOTO.side + left + x) * 3 + c],
  );
}

function pixels(side, value) {
  const rgb = new Uint8Array(side * side * 3);
  let next = 0;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      for (let c = 0; c < 3; c++) rgb[next++] = value(x, y, c);
    }
  }
  return rgb;
}

function load(net, name) {
  const directory = path.join(packageRoot, 'model');
  const manifest = JSON.parse(
    fs.readFileSync(path.join(directory, `${name}-weights_manifest.json`), 'utf8'),
  );
  const bytes = fs.readFileSync(path.join(directory, manifest[0].paths[0]));
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  net.loadFromWeightMap(tf.io.decodeWeights(buffer, manifest[0].weights));
  return net;
}

function write(name, bytes) {
  fs.writeFileSync(path.join(target, name), zlib.gzipSync(bytes, { level: 9 }));
}

function record(name, tensors) {
  const outputs = {};
  for (const [output, tensor] of Object.entries(tensors)) {
    const file = `${name}.${output}.f32.gz`;
    const values = Float32Array.from(tensor.dataSync());
    write(file, Buffer.from(values.buffer));
    outputs[output] = { file, shape: tensor.shape };
  }
  return outputs;
}

await tf.setBackend('cpu');
await tf.ready();
fs.rmSync(target, { recursive: true, force: true });
fs.mkdirSync(target, { recursive: true });
const real = photo();
write(PHOTO.pixels, real);

const fast = load(new faceapi.TinyFaceDetector(), 'tiny_face_detector_model');
const thorough = load(new faceapi.SsdMobilenetv1(), 'ssd_mobilenetv1_model');
const landmarks = load(new faceapi.FaceLandmark68Net(), 'face_landmark_68_model');
const recognition = load(new faceapi.FaceRecognitionNet(), 'face_recognition_model');
const nets = {
  'detector-fast': (input, side) => ({ grid: fast.forwardInput(input, side) }),
  'detector-thorough': (input) => {
    const { boxes, scores } = thorough.forwardInput(input);
    return { boxes: tf.stack(boxes), scores: tf.stack(scores) };
  },
  landmarks: (input) => ({ points: landmarks.forwardInput(input) }),
  recognition: (input) => ({ embedding: recognition.forwardInput(input) }),
};
const cases = [
  { net: 'detector-fast', side: 416, left: 0, top: 0 },
  { net: 'detector-fast', side: 224, left: 10, top: 40 },
  { net: 'detector-thorough', side: 512, left: 0, top: 0 },
  { net: 'landmarks', side: 112, left: 45, top: 90 },
  { net: 'recognition', side: 150, left: 30, top: 65 },
];
const recorded = [];
for (const { net, side, left, top } of cases) {
  const inputs = {
    pattern: { rgb: pattern(side), at: {} },
    photo: { rgb: crop(real, left, top, side), at: { left, top } },
  };
  for (const [kind, { rgb, at }] of Object.entries(inputs)) {
    const input = new faceapi.NetInput([tf.tensor3d(rgb, [side, side, 3], 'int32')]);
    const outputs = record(`${net}-${side}-${kind}`, nets[net](input, side));
    recorded.push({ net, kind, side, ...at, outputs });
    console.log(net, side, kind, JSON.stringify(outputs));
  }
}
const version = require('@vladmandic/face-api/package.json').version;
const index = {
  package: `@vladmandic/face-api ${version}`,
  tfjs: tf.version_core,
  backend: tf.getBackend(),
  photo: { ...PHOTO, scale: 0.5 },
  cases: recorded,
};
fs.writeFileSync(path.join(target, 'reference.json'), `${JSON.stringify(index, null, 2)}\n`);
