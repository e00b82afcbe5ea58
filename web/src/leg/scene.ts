// The moving leg in three dimensions: own procedural bones, muscle courses as the engine computed them.
import * as THREE from "three";
import type { Leg } from "../api";
import * as bones from "./bones";
import { placeOf, type Bounds, type Shown } from "./shown";

const muscleVariables = ["--bflh", "--st", "--sm", "--bfsh"];
// Where the belly of each muscle lies along its course, and how thick it is at rest [m].
const bellies = [
  bones.profile([
    [0, 0.0045],
    [0.16, 0.006],
    [0.45, 0.015],
    [0.72, 0.011],
    [0.86, 0.004],
    [1, 0.003],
  ]),
  bones.profile([
    [0, 0.006],
    [0.2, 0.0125],
    [0.42, 0.0125],
    [0.6, 0.006],
    [0.72, 0.0028],
    [1, 0.0025],
  ]),
  bones.profile([
    [0, 0.004],
    [0.28, 0.005],
    [0.6, 0.0165],
    [0.82, 0.0125],
    [0.92, 0.005],
    [1, 0.004],
  ]),
  bones.profile([
    [0, 0.003],
    [0.35, 0.0085],
    [0.7, 0.0085],
    [1, 0.0025],
  ]),
];
const sideTurn = 0.18;

interface Side {
  femur: THREE.Group;
  shank: THREE.Group;
  foot: THREE.Group;
  patella: THREE.Mesh;
}

function css(name: string): THREE.Color {
  return new THREE.Color(getComputedStyle(document.documentElement).getPropertyValue(name).trim() || "#888888");
}

/** Turns a bone so that its y axis runs from `low` to `high` and its z axis points outward. */
function stand(group: THREE.Object3D, at: THREE.Vector3, low: THREE.Vector3, high: THREE.Vector3, outward: THREE.Vector3): void {
  const y = high.clone().sub(low).normalize();
  const x = y.clone().cross(outward).normalize();
  group.quaternion.setFromRotationMatrix(new THREE.Matrix4().makeBasis(x, y, x.clone().cross(y)));
  group.position.copy(at);
}

export type View = "side" | "back" | "front";

export class LegScene {
  private readonly renderer: THREE.WebGLRenderer;
  private readonly scene = new THREE.Scene();
  private readonly person = new THREE.Group();
  private readonly camera = new THREE.PerspectiveCamera(26, 4 / 3, 0.1, 30);
  private readonly bone = new THREE.MeshStandardMaterial({ roughness: 0.72 });
  private readonly sheet = new THREE.MeshStandardMaterial({ roughness: 0.75, side: THREE.DoubleSide });
  private readonly faint = new THREE.MeshStandardMaterial({ roughness: 0.9, transparent: true, opacity: 0.24, depthWrite: false });
  private readonly groundLine = new THREE.LineBasicMaterial({ transparent: true, opacity: 0.5 });
  private readonly ground: THREE.LineSegments;
  private readonly muscles: THREE.Mesh[];
  private readonly muscleColors: THREE.Color[] = [];
  private readonly pale = new THREE.Color();
  private right: Side | null = null;
  private left: Side | null = null;
  private pelvis: THREE.Group | null = null;
  private trunk: THREE.Group | null = null;
  private angle = -0.62;
  private height = 0.12;
  private closer = 1;
  private bounds: Bounds = { left: -0.5, right: 0.5, bottom: 0, top: 1.7 };
  private last: { shown: Shown; stays: boolean } | null = null;

  constructor(readonly canvas: HTMLCanvasElement) {
    const context = canvas.getContext("webgl2", { antialias: true, alpha: true });
    if (!context) throw new Error("this browser draws no three dimensions");
    this.renderer = new THREE.WebGLRenderer({ canvas, context });
    this.renderer.setPixelRatio(Math.min(2, window.devicePixelRatio));
    const sky = new THREE.HemisphereLight(0xffffff, 0x8f8a80, 1.7);
    const sun = new THREE.DirectionalLight(0xfff6e8, 2.4);
    sun.position.set(-1.6, 2.2, 2.4);
    const rim = new THREE.DirectionalLight(0xdfeaff, 0.9);
    rim.position.set(2, 1, -2);
    this.muscles = muscleVariables.map(() => new THREE.Mesh(new THREE.BufferGeometry(), new THREE.MeshStandardMaterial({ roughness: 0.5 })));
    this.person.add(...this.muscles);
    this.ground = new THREE.LineSegments(LegScene.groundLines(), this.groundLine);
    this.scene.add(sky, sun, rim, this.person, this.ground);
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

  /** Bones are made once, as long as the first leg that is shown. */
  private grow(shown: Shown): void {
    const leg = (of: Leg, material: THREE.Material, outward: number): Side => {
      const [hip, knee, ankle] = [of.hip, of.knee, of.ankle].map(bones.vector) as [THREE.Vector3, THREE.Vector3, THREE.Vector3];
      const sole = this.footFrame(of, outward);
      const local = (p: THREE.Vector3) => p.clone().sub(ankle).applyQuaternion(sole.clone().invert());
      const side: Side = {
        femur: bones.femur(material, hip.distanceTo(knee)),
        shank: bones.shank(material, knee.distanceTo(ankle)),
        foot: bones.foot(material, local(bones.vector(of.heel)), local(bones.vector(of.toe))),
        patella: bones.patella(material),
      };
      if (outward < 0) for (const part of [side.femur, side.shank, side.foot]) for (const child of part.children) this.mirror(child as THREE.Mesh);
      this.person.add(side.femur, side.shank, side.foot, side.patella);
      return side;
    };
    this.right = leg(shown.right, this.bone, 1);
    this.left = leg(shown.left ?? shown.right, this.faint, shown.left ? -1 : 1);
    this.pelvis = bones.pelvis(this.bone, this.sheet);
    this.trunk = bones.trunk(this.faint);
    this.person.add(this.pelvis, this.trunk);
  }

  private mirror(mesh: THREE.Mesh): void {
    mesh.position.z *= -1;
    const at = mesh.geometry.attributes.position as THREE.BufferAttribute;
    for (let i = 0; i < at.count; ++i) at.setZ(i, -at.getZ(i));
    const index = mesh.geometry.index;
    if (index)
      for (let i = 0; i < index.count; i += 3) {
        const a = index.getX(i);
        index.setX(i, index.getX(i + 1));
        index.setX(i + 1, a);
      }
    mesh.geometry.computeVertexNormals();
  }

  private footFrame(leg: Leg, _outward: number): THREE.Quaternion {
    const [knee, ankle, heel, toe] = [leg.knee, leg.ankle, leg.heel, leg.toe].map(bones.vector) as [THREE.Vector3, THREE.Vector3, THREE.Vector3, THREE.Vector3];
    const x = toe.clone().sub(heel).normalize();
    const up = knee.clone().sub(ankle);
    let z = x.clone().cross(up);
    if (z.length() < 1e-3) z = new THREE.Vector3(0, 0, 1);
    z.normalize();
    return new THREE.Quaternion().setFromRotationMatrix(new THREE.Matrix4().makeBasis(x, z.clone().cross(x), z));
  }

  /** After a change of light and dark. */
  recolor(): void {
    for (const material of [this.bone, this.sheet, this.faint]) material.color = css("--ivory");
    this.groundLine.color = css("--line-strong");
    this.pale.copy(css("--slack"));
    this.muscleColors.splice(0, 4, ...muscleVariables.map(css));
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
    this.angle = { side: -sideTurn, back: -Math.PI / 2 - 0.25, front: Math.PI / 2 - 0.25 }[view];
    this.height = 0.12;
    this.render();
  }

  frame(bounds: Bounds): void {
    this.bounds = bounds;
    this.render();
  }

  private pose(side: Side, leg: Leg, outward: THREE.Vector3, sign: number): void {
    const [hip, knee, ankle] = [leg.hip, leg.knee, leg.ankle].map(bones.vector) as [THREE.Vector3, THREE.Vector3, THREE.Vector3];
    stand(side.femur, hip, knee, hip, outward);
    stand(side.shank, knee, ankle, knee, outward);
    side.foot.position.copy(ankle);
    side.foot.quaternion.copy(this.footFrame(leg, sign));
    const thighUp = hip.clone().sub(knee).normalize(),
      shinUp = knee.clone().sub(ankle).normalize();
    const ahead = thighUp.clone().cross(outward).normalize().add(shinUp.clone().cross(outward).normalize()).normalize();
    side.patella.position
      .copy(knee)
      .addScaledVector(ahead, 0.041 - 0.009 * (1 - thighUp.dot(shinUp)))
      .addScaledVector(thighUp, 0.008);
    side.patella.quaternion.copy(side.femur.quaternion).slerp(side.shank.quaternion, 0.5);
  }

  private flesh(mesh: THREE.Mesh, m: number, course: readonly bones.Point[], stretch: number): void {
    // Full and bright where it is stretched, thin and pale where it is slack: the key says so.
    const share = Math.max(0, Math.min(1, 0.5 + stretch * 5));
    const rest = bellies[m] ?? bellies[0] ?? (() => 0.01);
    const full = 0.72 + 0.6 * share;
    mesh.geometry.dispose();
    if (course.length > 1) mesh.geometry = bones.tube(course.map(bones.vector), (along) => rest(along) * (along > 0.04 && along < 0.96 ? full : 1), 36, 12);
    (mesh.material as THREE.MeshStandardMaterial).color = this.pale.clone().lerp(this.muscleColors[m] ?? this.pale, 0.25 + 0.75 * share);
  }

  show(shown: Shown, stays: boolean): void {
    this.last = { shown, stays };
    if (!this.right) this.grow(shown);
    if (!this.right || !this.left || !this.pelvis || !this.trunk) return;
    const at = placeOf(shown.body, stays);
    this.person.position.set(at.x, at.y, 0);
    const axes = (group: THREE.Group, of: Shown["body"]["pelvis"]) => {
      const x = bones.vector(of.x),
        y = bones.vector(of.y);
      group.position.copy(bones.vector(of.p));
      group.quaternion.setFromRotationMatrix(new THREE.Matrix4().makeBasis(x, y, x.clone().cross(y)));
      return x.cross(y);
    };
    const outward = axes(this.pelvis, shown.body.pelvis);
    axes(this.trunk, shown.body.trunk);
    this.pose(this.right, shown.right, outward, 1);
    for (const part of Object.values(this.left) as THREE.Object3D[]) part.visible = shown.left !== null;
    if (shown.left) this.pose(this.left, shown.left, outward, -1);
    this.muscles.forEach((mesh, m) => {
      this.flesh(mesh, m, shown.right.muscles[m] ?? [], shown.stretch[m] ?? 0);
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
    this.render();
  }

  render(): void {
    const b = this.bounds;
    const middle = new THREE.Vector3((b.left + b.right) / 2, (b.bottom + b.top) / 2, 0);
    const half = Math.tan((this.camera.fov * Math.PI) / 360);
    const needed = Math.max((b.top - b.bottom + 0.16) / 2, (b.right - b.left + 0.2) / 2 / this.camera.aspect);
    const distance = (this.closer * needed) / half + 0.25;
    this.camera.position.set(middle.x + Math.sin(this.angle) * distance, middle.y + this.height * distance * 0.35, Math.cos(this.angle) * distance);
    this.camera.lookAt(middle);
    this.renderer.render(this.scene, this.camera);
  }

  dispose(): void {
    this.renderer.dispose();
  }
}
