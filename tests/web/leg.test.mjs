// The drawn body: its nets are closed and lie where the shapes say, the names never cover each other, and all of it stays
// within what a phone draws. Run with the Node of web/, which reads TypeScript.
import assert from "node:assert/strict";
import { registerHooks } from "node:module";
import test from "node:test";

registerHooks({ resolve: (name, context, next) => next(/^\.\.?\/[\w/]+$/.test(name) ? `${name}.ts` : name, context) });
const { bar, carved, egg, limb, merged, net, plate } = await import("../../web/src/leg/sculpt.ts");
const { placeLabels } = await import("../../web/src/leg/labels.ts");
const { around, rings, Strand } = await import("../../web/src/leg/strand.ts");
const { sculpted } = await import("../../web/src/leg/growth.ts");
const body = await import("../../web/src/leg/body.ts");
const THREE = await import("../../web/node_modules/three/build/three.module.js");

const standing = { hip: [-0.062, -0.072, 0.08], thigh: 0.41, shank: 0.42, trunk: [-0.1, 0.083, 0], heel: [-0.05, -0.045, 0], ball: [0.13, -0.05, 0] };
const seat = [-0.115, -0.125, 0.06];
const triangles = (net) => net.index.length / 3;

/** Each edge belongs to two triangles, once in each direction. */
function holes(geometry) {
  const edges = new Map();
  const index = geometry.index;
  for (let t = 0; t < index.length; t += 3) {
    for (let e = 0; e < 3; ++e) {
      const [a, b] = [index[t + e], index[t + ((e + 1) % 3)]];
      edges.set(`${Math.min(a, b)} ${Math.max(a, b)}`, (edges.get(`${Math.min(a, b)} ${Math.max(a, b)}`) ?? 0) + (a < b ? 1 : -1));
    }
  }
  return [...edges.values()].filter((sum) => sum !== 0).length;
}

/** By the divergence theorem; positive where the triangles look outward. */
function volume(geometry) {
  const { position, index } = geometry;
  const at = (i) => new THREE.Vector3().fromArray(position, 3 * i);
  let sum = 0;
  for (let t = 0; t < index.length; t += 3) sum += at(index[t]).dot(at(index[t + 1]).cross(at(index[t + 2]))) / 6;
  return sum;
}

test("the net over a ball is closed, looks outward and holds the ball's volume", () => {
  const ball = net(egg([0.01, 0, 0], 0.05, 0.05, 0.05), { low: [-0.07, -0.07, -0.07], high: [0.08, 0.07, 0.07] }, 0.005);
  assert.equal(holes(ball), 0);
  const exact = (4 / 3) * Math.PI * 0.05 ** 3;
  assert.ok(Math.abs(volume(ball) / exact - 1) < 0.01, `${volume(ball)} of ${exact}`);
  const { normal, position } = ball;
  for (let i = 0; i < position.length; i += 21) {
    const out = new THREE.Vector3().fromArray(position, i).sub(new THREE.Vector3(0.01, 0, 0));
    assert.ok(Math.abs(out.length() - 0.05) < 2e-4);
    assert.ok(out.normalize().dot(new THREE.Vector3().fromArray(normal, i)) > 0.999);
  }
});

test("distances of bar and plate are those of geometry", () => {
  assert.ok(Math.abs(bar([0, 0, 0], [0, 1, 0], 0.1)(0.3, 0.5, 0) - 0.2) < 1e-12);
  assert.ok(Math.abs(bar([0, 0, 0], [0, 1, 0], 0.1)(0, 1.5, 0) - 0.4) < 1e-12);
  const flat = plate([0, 0, 0], [1, 0, 0], [0, 1, 0], 0.01);
  assert.ok(Math.abs(flat(0.2, 0.2, 0.3) - 0.29) < 1e-12, "over its face");
  assert.ok(Math.abs(flat(0.2, 0.2, -0.3) - 0.29) < 1e-12, "under its face");
  assert.ok(Math.abs(flat(-0.3, 0.5, 0) - 0.29) < 1e-12, "beside an edge");
  assert.ok(Math.abs(flat(1, 1, 0) - (Math.SQRT1_2 - 0.01)) < 1e-12, "beyond the long edge");
});

test("a limb passes through its stops, a hollow is empty, a seam only adds", () => {
  const stops = [
    [0, 0, 0, 0.02],
    [0.1, 0.1, 0, 0.03],
    [0.1, 0.3, 0, 0.01],
  ];
  const shape = limb(stops);
  for (const [x, y, z, r] of stops) assert.ok(Math.abs(shape(x, y, z) + r) < 1e-9);
  const one = egg([0, 0, 0], 0.1, 0.1, 0.1),
    two = egg([0.15, 0, 0], 0.1, 0.1, 0.1);
  let inside = 0;
  for (let i = 0; i < 2000; ++i) {
    const p = [0.618034, 0.41421356, 0.73205081].map((q) => ((i * q) % 1) * 0.5 - 0.2);
    assert.ok(merged(0.03, one, two)(...p) <= Math.min(one(...p), two(...p)) + 1e-12);
    if (two(...p) < 0) {
      ++inside;
      assert.ok(carved(0.005, one, two)(...p) > 0);
    }
  }
  assert.ok(inside > 50);
});

test("bones, skin and muscles are closed, upright and few enough triangles", () => {
  const made = sculpted(standing, seat);
  for (const [name, geometry] of Object.entries(made)) {
    assert.equal(holes(geometry), 0, `${name} has no hole`);
    assert.ok(volume(geometry) > 0, `${name} looks outward`);
  }
  // A thigh bone of 41 cm displaces somewhat under half a liter; a body of 1.75 m about 70.
  assert.ok(volume(made.femur) > 2e-4 && volume(made.femur) < 6e-4, `femur ${volume(made.femur)}`);
  assert.ok(volume(made.skin) > 0.045 && volume(made.skin) < 0.095, `skin ${volume(made.skin)}`);
  const { femur, shank, foot, patella, pelvis, spine, skin, neighbors } = made;
  const strands = (4 / 3) * new Strand({ along: [0, 1], radius: [0.01, 0.01], outward: 0, backward: 0, named: 0.5 }).mesh.geometry.index.count;
  const drawn =
    2 * [femur, shank, foot, patella, skin].reduce((sum, g) => sum + triangles(g), 0) + triangles(pelvis) + triangles(spine) + triangles(neighbors) + strands;
  assert.ok(drawn <= 80000, `${drawn} triangles, the skin twice`);
});

test("every point of the skin is carried by joints of its own side, wholly", () => {
  const { position, carrier, share } = body.skin(standing);
  const carriers = new Set();
  for (let i = 0; i < position.length / 3; ++i) {
    let sum = 0;
    for (let k = 0; k < 4; ++k) {
      const w = share[4 * i + k],
        name = body.jointNames[carrier[4 * i + k]];
      sum += w;
      if (w < 1e-6) continue;
      carriers.add(name);
      if (Math.abs(position[3 * i + 2]) > 0.001 && !["pelvis", "trunk"].includes(name)) assert.equal(name.startsWith("left"), position[3 * i + 2] < 0, name);
    }
    assert.ok(Math.abs(sum - 1) < 1e-6);
  }
  assert.equal(carriers.size, body.jointNames.length, "no joint carries nothing");
});

test("a strand fills the same buffers again, and its ends stay on the course", () => {
  const strand = new Strand({ along: [0, 0.5, 1], radius: [0.005, 0.02, 0.005], outward: 0.01, backward: 0.01, named: 0.5 });
  const before = strand.mesh.geometry.attributes.position.array;
  const [red, white] = [new THREE.Color("red"), new THREE.Color("white")];
  const course = [
    [0, 0.4, 0],
    [0.02, 0.2, 0.01],
    [0, 0, 0],
  ];
  strand.pose(course, new THREE.Vector3(0, 0, 1), 1, red, white);
  const at = strand.mesh.geometry.attributes.position;
  assert.equal(at.array, before);
  for (const [ring, end] of [
    [0, course[0]],
    [rings, course[2]],
  ]) {
    for (let k = 0; k <= around; ++k) {
      const gap = Math.hypot(...[0, 1, 2].map((c) => at.getComponent(ring * (around + 1) + k, c) - end[c]));
      assert.ok(Math.abs(gap - 0.005) < 1e-6, `ring ${ring}: ${gap}`);
    }
  }
  assert.ok(Math.hypot(strand.anchor.x, strand.anchor.y - 0.2) < 0.05 && strand.thickness > 0.019);
  strand.pose([], new THREE.Vector3(0, 0, 1), 1, red, white);
  assert.equal(strand.mesh.visible, false);
});

test("names never cover each other or leave the picture, wherever the muscles are", () => {
  let seed = 1;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  let two = 0,
    one = 0;
  for (let round = 0; round < 5000; ++round) {
    const [width, height] = [300 + 900 * random(), 260 + 500 * random()];
    const labels = Array.from({ length: 3 }, () => ({ width: 80 + 70 * random(), height: 18 + 40 * random() }));
    const anchors = labels.map(() => ({ x: width * random(), y: height * (1.4 * random() - 0.2), left: random() < 0.5 }));
    const placed = placeLabels(anchors, labels, width, height);
    if (new Set(placed.map((p) => p.left)).size === 2) ++two;
    else ++one;
    placed.forEach((p, i) => {
      assert.ok(p.x >= 0 && p.x + labels[i].width <= width && p.y >= 0 && p.y + labels[i].height <= height, "inside");
      placed.slice(i + 1).forEach((q, k) => {
        const other = labels[i + 1 + k];
        const apart = p.x + labels[i].width <= q.x || q.x + other.width <= p.x || p.y + labels[i].height <= q.y || q.y + other.height <= p.y;
        assert.ok(apart, `round ${round}: ${JSON.stringify([p, labels[i], q, other])}`);
      });
    });
  }
  assert.ok(two > 1000 && one > 500, `${two} in two columns, ${one} in one`);
});

test("what is drawn backward of its course lies behind it, and the semitendinosus over the semimembranosus", async () => {
  const { builds } = await import("../../web/src/leg/builds.ts");
  const course = Array.from({ length: 11 }, (_, i) => [0, 0.9 - 0.05 * i, 0.08]); // x ahead, y up, z to the right
  const flesh = new THREE.Color("red");
  const lies = builds.map((build) => {
    const strand = new Strand(build);
    strand.pose(course, new THREE.Vector3(0, 0, 1), 1, flesh, flesh);
    return strand.anchor.clone();
  });
  const [bflh, st, sm] = lies;
  assert.ok(st.x < -0.005, `behind: ${st.x}`);
  assert.ok(st.x < sm.x, "the semitendinosus is the one nearer to the skin");
  assert.ok(bflh.z > st.z && st.z > sm.z, "from the outside inward");
});
