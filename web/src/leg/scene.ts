// The moving body in three dimensions: sculpted bones and skin, muscle courses as the engine computed them. Everything is
// sculpted once, when the first pose is known; a frame only moves joints and fills the buffers of four muscles.
// `shown.ts` says what is seen, `growth.ts` makes the body, `strand.ts` a muscle, `names.ts` its name.
import * as THREE from "three";
import type { Leg } from "../api";
import { jointNames, marksOf, type Cloth, type JointName, type Standing } from "./body";
import { glass } from "./glass";
import { grow, type Body } from "./growth";
import { Names, type NameBox } from "./names";
import type { Net, Place } from "./sculpt";
import { builds } from "./builds";
import { Strand } from "./strand";
import { placeOf, type Bounds, type Shown } from "./shown";

const muscleVariables = ["--bflh", "--st", "--sm", "--bfsh"];
const views = { side: -0.6, back: -Math.PI / 2 - 0.12, front: Math.PI / 2 - 0.35 } as const;
const vector = (p: readonly number[]) => new THREE.Vector3(p[0] ?? 0, p[1] ?? 0, p[2] ?? 0);
const place = (p: THREE.Vector3): Place => [p.x, p.y, p.z];

export type View = keyof typeof views;
type Joints = Record<JointName, THREE.Bone>;

function geometryOf(net: Net | Cloth): THREE.BufferGeometry {
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute("position", new THREE.BufferAttribute(net.position, 3));
  geometry.setAttribute("normal", new THREE.BufferAttribute(net.normal, 3));
  geometry.setIndex(new THREE.BufferAttribute(net.index, 1));
  if ("carrier" in net) {
    geometry.setAttribute("skinIndex", new THREE.BufferAttribute(net.carrier, 4));
    geometry.setAttribute("skinWeight", new THREE.BufferAttribute(net.share, 4));
  }
  return geometry;
}

function css(name: string): THREE.Color {
  return new THREE.Color(getComputedStyle(document.documentElement).getPropertyValue(name).trim() || "#888888");
}

/** Turns a joint so that its y axis runs from `low` to `high` and its z axis points outward. */
function stand(joint: THREE.Object3D, at: THREE.Vector3, low: THREE.Vector3, high: THREE.Vector3, outward: THREE.Vector3): void {
  const y = high.clone().sub(low).normalize();
  const x = y.clone().cross(outward).normalize();
  joint.quaternion.setFromRotationMatrix(new THREE.Matrix4().makeBasis(x, y, x.clone().cross(y)));
  joint.position.copy(at);
}

function axes(joint: THREE.Object3D, of: Shown["body"]["pelvis"]): THREE.Vector3 {
  const x = vector(of.x).normalize(),
    z = x.clone().cross(vector(of.y)).normalize();
  joint.position.copy(vector(of.p));
  joint.quaternion.setFromRotationMatrix(new THREE.Matrix4().makeBasis(x, z.clone().cross(x), z));
  return z;
}

/** Frame of a foot: x along the sole. */
function footAxes(leg: Leg): THREE.Quaternion {
  const x = vector(leg.toe).sub(vector(leg.heel)).normalize();
  const z = x.clone().cross(vector(leg.knee).sub(vector(leg.ankle)));
  if (z.length() < 1e-3) z.set(0, 0, 1);
  z.normalize();
  return new THREE.Quaternion().setFromRotationMatrix(new THREE.Matrix4().makeBasis(x, z.clone().cross(x), z));
}

/** How the body of the first pose would stand, in the frame of its pelvis. */
function standingOf(shown: Shown): { standing: Standing; seat: Place } {
  const pelvis = new THREE.Object3D();
  axes(pelvis, shown.body.pelvis);
  pelvis.updateMatrix();
  const back = pelvis.matrix.clone().invert();
  const local = (p: readonly number[]) => vector(p).applyMatrix4(back);
  const leg = shown.right;
  const [knee, ankle] = [vector(leg.knee), vector(leg.ankle)];
  const sole = footAxes(leg).invert();
  const ofFoot = (p: readonly number[]) => place(vector(p).sub(ankle).applyQuaternion(sole));
  const origins = leg.muscles.slice(0, 3).flatMap((course) => (course[0] ? [local(course[0])] : []));
  const seat = origins.reduce((sum, p) => sum.add(p), new THREE.Vector3()).divideScalar(Math.max(1, origins.length));
  const hip = local(leg.hip);
  return {
    standing: {
      hip: [hip.x, hip.y, Math.abs(hip.z)],
      thigh: vector(leg.hip).distanceTo(knee),
      shank: knee.distanceTo(ankle),
      trunk: [local(shown.body.trunk.p).x, local(shown.body.trunk.p).y, 0],
      heel: ofFoot(leg.heel),
      ball: ofFoot(leg.toe),
    },
    seat: origins.length > 0 ? [seat.x + 0.012, seat.y + 0.006, Math.abs(seat.z) - 0.002] : [hip.x - 0.045, hip.y - 0.06, Math.abs(hip.z) - 0.02],
  };
}

export class LegScene {
  private readonly renderer: THREE.WebGLRenderer;
  private readonly scene = new THREE.Scene();
  private readonly person = new THREE.Group();
  private readonly camera = new THREE.PerspectiveCamera(24, 4 / 3, 0.1, 30);
  private readonly bone = new THREE.MeshStandardMaterial({ roughness: 0.62 });
  private readonly faint = new THREE.MeshStandardMaterial({ roughness: 0.9, transparent: true, opacity: 0.34 });
  private readonly skinGlass = glass(0.06, 0.85, 1.9);
  private readonly fleshGlass = glass(0.12, 0.42, 1.3);
  private readonly depth = new THREE.MeshBasicMaterial({ colorWrite: false, transparent: true });
  private readonly groundLine = new THREE.LineBasicMaterial({ transparent: true, opacity: 0.5 });
  private readonly ground: THREE.LineSegments;
  private readonly strands = builds.map((build) => new Strand(build));
  private readonly colors = builds.map(() => new THREE.Color());
  private readonly pale = new THREE.Color();
  private readonly tendon = new THREE.Color();
  private readonly outward = new THREE.Vector3(0, 0, 1);
  private readonly names: Names | null;
  private joints: Joints | null = null;
  private patellas: [THREE.Mesh, THREE.Mesh] | null = null;
  private standing: Standing | null = null;
  private angle = -0.72;
  private height = 0.1;
  private closer = 1;
  private bounds: Bounds = { left: -0.5, right: 0.5, bottom: 0, top: 1.7, wide: 0.3 };
  private begun = false;
  private gone = false;
  private last: { shown: Shown; stays: boolean } | null = null;

  constructor(
    readonly canvas: HTMLCanvasElement,
    names: NameBox | null,
    /** The body can be seen; or never will. */
    private readonly onReady: () => void,
    private readonly onFailure: () => void,
  ) {
    const context = canvas.getContext("webgl2", { antialias: true, alpha: true });
    if (!context) throw new Error("this browser draws no three dimensions");
    this.renderer = new THREE.WebGLRenderer({ canvas, context });
    this.renderer.setPixelRatio(Math.min(2, window.devicePixelRatio));
    const sky = new THREE.HemisphereLight(0xffffff, 0x9a9083, 1.5);
    const sun = new THREE.DirectionalLight(0xfff4e2, 2.3);
    sun.position.set(-2.2, 2.6, 2.4);
    const rim = new THREE.DirectionalLight(0xdfeaff, 1.1);
    rim.position.set(2.4, 0.8, -1.6);
    this.person.add(...this.strands.map((s) => s.mesh));
    this.ground = new THREE.LineSegments(LegScene.groundLines(), this.groundLine);
    this.scene.add(sky, sun, rim, this.person, this.ground);
    this.names = names ? new Names(names) : null;
    this.recolor();
    this.drag();
  }

  /** A strip of ground with a line every 25 cm, so that one sees it go by. */
  private static groundLines(): THREE.BufferGeometry {
    const points: THREE.Vector3[] = [];
    for (let x = -1.5; x <= 1.5; x += 0.25) points.push(new THREE.Vector3(x, 0, -0.32), new THREE.Vector3(x, 0, 0.32));
    for (const z of [-0.32, 0.32]) points.push(new THREE.Vector3(-1.75, 0, z), new THREE.Vector3(1.75, 0, z));
    return new THREE.BufferGeometry().setFromPoints(points);
  }

  /** Builds the body that was sculpted around the first leg that is shown. */
  private dress(body: Body, standing: Standing): void {
    this.standing = standing;
    const joints = Object.fromEntries(jointNames.map((name) => [name, new THREE.Bone()])) as Joints;
    this.joints = joints;
    this.person.add(...Object.values(joints));
    const put = (joint: THREE.Object3D, geometry: THREE.BufferGeometry, material: THREE.Material, left = false): void => {
      const mesh = new THREE.Mesh(geometry, material);
      if (left) mesh.scale.z = -1;
      joint.add(mesh);
    };
    put(joints.pelvis, geometryOf(body.pelvis), this.bone);
    put(joints.trunk, geometryOf(body.spine), this.bone);
    for (const [net, right, left] of [
      [body.femur, joints.femur, joints.leftFemur],
      [body.shank, joints.shank, joints.leftShank],
      [body.foot, joints.foot, joints.leftFoot],
    ] as const) {
      const geometry = geometryOf(net);
      put(right, geometry, this.bone);
      put(left, geometry, this.faint, true);
    }
    const cap = geometryOf(body.patella);
    this.patellas = [new THREE.Mesh(cap, this.bone), new THREE.Mesh(cap, this.faint)];
    this.person.add(...this.patellas);
    this.clothe(body, joints, standing);
  }

  private clothe(body: Body, joints: Joints, standing: Standing): void {
    const m = marksOf(standing);
    const rest: Record<string, Place> = {
      pelvis: [0, 0, 0],
      trunk: standing.trunk,
      femur: m.hip,
      shank: m.knee,
      foot: m.ankle,
      arm: m.shoulder,
    };
    const inverses = jointNames.map((name) => {
      const left = name.startsWith("left");
      const [x, y, z] = rest[left ? name.slice(4).toLowerCase() : name] as Place;
      return new THREE.Matrix4().makeTranslation(-x, -y, left ? z : -z);
    });
    const skeleton = new THREE.Skeleton(
      jointNames.map((name) => joints[name]),
      inverses,
    );
    const surface = geometryOf(body.skin);
    const layers: [THREE.BufferGeometry, THREE.Material, number][] = [
      [geometryOf(body.neighbors), this.fleshGlass, 1],
      [surface, this.depth, 2],
      [surface, this.skinGlass, 3],
    ];
    for (const [geometry, material, order] of layers) {
      const mesh = new THREE.SkinnedMesh(geometry, material);
      mesh.bind(skeleton, new THREE.Matrix4());
      mesh.renderOrder = order;
      mesh.frustumCulled = false;
      this.person.add(mesh);
    }
  }

  /** After a change of light and dark. */
  recolor(): void {
    for (const material of [this.bone, this.faint]) material.color = css("--ivory");
    (this.skinGlass.uniforms.tint as { value: THREE.Color }).value = css("--skin");
    (this.fleshGlass.uniforms.tint as { value: THREE.Color }).value = css("--flesh");
    this.groundLine.color = css("--line-strong");
    this.pale.copy(css("--slack"));
    this.tendon.copy(css("--tendon"));
    this.colors.forEach((color, i) => {
      color.copy(css(muscleVariables[i] ?? "--slack"));
    });
    if (this.last) this.show(this.last.shown, this.last.stays);
  }

  private drag(): void {
    let from: { x: number; y: number; angle: number; height: number } | null = null;
    this.canvas.addEventListener("pointerdown", (e) => {
      from = { x: e.clientX, y: e.clientY, angle: this.angle, height: this.height };
      this.canvas.setPointerCapture(e.pointerId);
    });
    this.canvas.addEventListener("pointermove", (e) => {
      if (!from) return;
      this.angle = from.angle - (e.clientX - from.x) * 0.01;
      this.height = Math.max(-0.25, Math.min(1.2, from.height + (e.clientY - from.y) * 0.005));
      this.render();
    });
    for (const end of ["pointerup", "pointercancel"] as const) this.canvas.addEventListener(end, () => (from = null));
    this.canvas.addEventListener(
      "wheel",
      (e) => {
        if (!e.ctrlKey) return;
        e.preventDefault();
        this.zoom(e.deltaY > 0 ? 1.08 : 0.93);
      },
      { passive: false },
    );
  }

  turn(by: number): void {
    this.angle += by;
    this.render();
  }

  zoom(by: number): void {
    this.closer = Math.max(0.45, Math.min(1.6, this.closer * by));
    this.render();
  }

  view(view: View): void {
    this.angle = views[view];
    this.height = 0.1;
    this.render();
  }

  frame(bounds: Bounds): void {
    this.bounds = bounds;
    this.closer = 1;
    this.render();
  }

  private pose(leg: Leg, outward: THREE.Vector3, left: boolean): void {
    const joints = this.joints as Joints;
    const [hip, knee, ankle] = [vector(leg.hip), vector(leg.knee), vector(leg.ankle)];
    stand(left ? joints.leftFemur : joints.femur, hip, knee, hip, outward);
    stand(left ? joints.leftShank : joints.shank, knee, ankle, knee, outward);
    const foot = left ? joints.leftFoot : joints.foot;
    foot.position.copy(ankle);
    foot.quaternion.copy(footAxes(leg));
    this.cap(left);
  }

  /** A leg of which nothing is known hangs straight from its hip. */
  private hang(): void {
    const joints = this.joints as Joints,
      m = marksOf(this.standing as Standing);
    for (const [joint, at] of [
      [joints.leftFemur, m.hip],
      [joints.leftShank, m.knee],
      [joints.leftFoot, m.ankle],
    ] as const) {
      joint.position.set(at[0], at[1], -at[2]).applyQuaternion(joints.pelvis.quaternion).add(joints.pelvis.position);
      joint.quaternion.copy(joints.pelvis.quaternion);
    }
    this.cap(true);
  }

  /** The kneecap glides in front of the knee, between thigh and shin. */
  private cap(left: boolean): void {
    const joints = this.joints as Joints;
    const [thigh, shin] = left ? [joints.leftFemur, joints.leftShank] : [joints.femur, joints.shank];
    const cap = (this.patellas as [THREE.Mesh, THREE.Mesh])[left ? 1 : 0];
    cap.quaternion.copy(thigh.quaternion).slerp(shin.quaternion, 0.5);
    const bend = thigh.quaternion.angleTo(shin.quaternion);
    const ahead = new THREE.Vector3(0.044 - 0.006 * Math.sin(bend / 2), 0.008, 0).applyQuaternion(cap.quaternion);
    cap.position.copy(shin.position).add(ahead);
  }

  /** Arms swing against the legs: drawn, not measured. */
  private swing(): void {
    const joints = this.joints as Joints,
      m = marksOf(this.standing as Standing);
    const up = new THREE.Vector3();
    for (const [arm, thigh, side] of [
      [joints.arm, joints.leftFemur, 1],
      [joints.leftArm, joints.femur, -1],
    ] as const) {
      up.set(0, 1, 0).applyQuaternion(thigh.quaternion).applyQuaternion(joints.trunk.quaternion.clone().invert());
      const forward = Math.atan2(-up.x, up.y);
      const local = new THREE.Quaternion().setFromEuler(new THREE.Euler(side * 0.3, 0, Math.max(-0.7, Math.min(1.3, 0.7 * forward)), "ZXY"));
      arm.quaternion.copy(joints.trunk.quaternion).multiply(local);
      arm.position
        .set(m.shoulder[0] - m.trunk[0], m.shoulder[1] - m.trunk[1], side * m.shoulder[2])
        .applyQuaternion(joints.trunk.quaternion)
        .add(joints.trunk.position);
    }
  }

  private begin(shown: Shown): void {
    if (this.begun) return;
    this.begun = true;
    const { standing, seat } = standingOf(shown);
    grow(standing, seat).then((body) => {
      if (this.gone) return;
      this.dress(body, standing);
      if (this.last) this.show(this.last.shown, this.last.stays);
      this.onReady();
    }, this.onFailure);
  }

  show(shown: Shown, stays: boolean): void {
    this.last = { shown, stays };
    const joints = this.joints;
    if (!joints) {
      this.begin(shown);
      return;
    }
    const at = placeOf(shown.body, stays);
    this.person.position.set(at.x, at.y, 0);
    const outward = this.outward.copy(axes(joints.pelvis, shown.body.pelvis));
    axes(joints.trunk, shown.body.trunk);
    this.pose(shown.right, outward, false);
    if (shown.left) this.pose(shown.left, outward, true);
    else this.hang();
    this.swing();
    this.strands.forEach((strand, m) => {
      // Full and bright where it is stretched, thin and pale where it is slack: the key says so.
      const share = Math.max(0, Math.min(1, 0.5 + (shown.stretch[m] ?? 0) * 5));
      const flesh = this.pale.clone().lerp(this.colors[m] ?? this.pale, 0.4 + 0.6 * share);
      strand.pose(shown.right.muscles[m] ?? [], outward, 0.82 + 0.34 * share, flesh, this.tendon);
    });
    this.ground.position.x = -(shown.travel % 0.25);
    this.render();
  }

  resize(): void {
    const { clientWidth: w, clientHeight: h } = this.canvas;
    if (w === 0 || h === 0) return;
    this.renderer.setSize(w, h, false);
    this.camera.aspect = w / h;
    this.camera.updateProjectionMatrix();
    this.names?.measure(w, h);
    this.render();
  }

  render(): void {
    const b = this.bounds;
    const middle = new THREE.Vector3((b.left + b.right) / 2, (b.bottom + b.top) / 2, 0);
    const half = Math.tan((this.camera.fov * Math.PI) / 360);
    const across = Math.abs(Math.cos(this.angle)) * (b.right - b.left) + Math.abs(Math.sin(this.angle)) * 2 * b.wide;
    const needed = Math.max((b.top - b.bottom) / 2, across / 2 / this.camera.aspect);
    const distance = (this.closer * needed) / half + 0.2;
    this.camera.position.set(middle.x + Math.sin(this.angle) * distance, middle.y + this.height * distance * 0.35, Math.cos(this.angle) * distance);
    this.camera.lookAt(middle);
    this.renderer.render(this.scene, this.camera);
    this.names?.point(this.strands, this.person, this.camera, this.outward);
  }

  /** What a test counts: triangles drawn in the last picture. */
  get triangles(): number {
    return this.renderer.info.render.triangles;
  }

  dispose(): void {
    this.gone = true;
    for (const strand of this.strands) strand.dispose();
    this.person.traverse((part) => {
      if (part instanceof THREE.Mesh) (part.geometry as THREE.BufferGeometry).dispose();
    });
    this.renderer.dispose();
  }
}
