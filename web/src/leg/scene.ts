// The moving leg in three dimensions: own procedural bones, muscle courses as the engine computed them.
import * as THREE from "three";
import type { Leg } from "../api";

const muscleVariables = ["--bflh", "--st", "--sm", "--bfsh"];
const radius = 0.011;
const tubeSegments = 24;

type Point = readonly number[];
const vector = (p: Point) => new THREE.Vector3(p[0] ?? 0, p[1] ?? 0, p[2] ?? 0);

interface LegMeshes {
  bones: THREE.Mesh[];
  muscles: THREE.Mesh[];
}

function css(name: string): THREE.Color {
  return new THREE.Color(getComputedStyle(document.documentElement).getPropertyValue(name).trim() || "#888888");
}

/** A bone as a shaft with two rounded ends, thicker at the joints. */
function bone(material: THREE.Material, thickness: number): THREE.Mesh {
  const profile = [
    [0, 0], [0.9, 0.02], [1.5, 0.07], [0.9, 0.18], [0.62, 0.5], [0.8, 0.82], [1.4, 0.93], [0.9, 0.98], [0, 1],
  ].map(([r, y]) => new THREE.Vector2((r ?? 0) * thickness, y));
  return new THREE.Mesh(new THREE.LatheGeometry(profile, 20), material);
}

function place(mesh: THREE.Mesh, from: THREE.Vector3, to: THREE.Vector3): void {
  const along = to.clone().sub(from);
  mesh.position.copy(from);
  mesh.quaternion.setFromUnitVectors(new THREE.Vector3(0, 1, 0), along.clone().normalize());
  mesh.scale.set(1, along.length(), 1);
}

/** A muscle's course as a tube that is thickest in its belly. */
function tube(course: readonly Point[], stretch: number): THREE.BufferGeometry {
  const curve = new THREE.CatmullRomCurve3(course.map(vector), false, "centripetal");
  const geometry = new THREE.TubeGeometry(curve, tubeSegments, 1, 10, false);
  const position = geometry.attributes.position as THREE.BufferAttribute;
  const belly = 1 / Math.sqrt(1 + Math.max(-0.2, stretch));  // a volume that stays
  for (let ring = 0; ring <= tubeSegments; ++ring) {
    const center = curve.getPointAt(ring / tubeSegments);
    const along = ring / tubeSegments;
    const r = radius * (0.35 + 0.95 * Math.sin(Math.PI * Math.min(1, Math.max(0, along))) * belly);
    for (let k = 0; k <= 10; ++k) {
      const i = ring * 11 + k;
      const offset = new THREE.Vector3().fromBufferAttribute(position, i).sub(center).multiplyScalar(r);
      position.setXYZ(i, center.x + offset.x, center.y + offset.y, center.z + offset.z);
    }
  }
  geometry.computeVertexNormals();
  return geometry;
}

export class LegScene {
  private readonly renderer: THREE.WebGLRenderer;
  private readonly scene = new THREE.Scene();
  private readonly camera = new THREE.PerspectiveCamera(28, 4 / 3, 0.1, 20);
  private readonly boneMaterial = new THREE.MeshStandardMaterial({ roughness: 0.75 });
  private readonly farMaterial = new THREE.MeshStandardMaterial({ roughness: 0.8, transparent: true, opacity: 0.28 });
  private readonly right: LegMeshes;
  private readonly left: LegMeshes;
  private readonly pelvis: THREE.Mesh;
  private readonly muscleColors: THREE.Color[] = [];
  private angle = -0.75;
  private height = 0.12;
  private distance = 2.75;

  constructor(readonly canvas: HTMLCanvasElement) {
    const context = canvas.getContext("webgl2", { antialias: true, alpha: true });
    if (!context) throw new Error("this browser draws no three dimensions");
    this.renderer = new THREE.WebGLRenderer({ canvas, context });
    this.renderer.setPixelRatio(Math.min(2, window.devicePixelRatio));
    const sky = new THREE.HemisphereLight(0xffffff, 0xa09888, 2.2);
    const sun = new THREE.DirectionalLight(0xffffff, 2.2);
    sun.position.set(-1.5, 2, 2.5);
    this.scene.add(sky, sun);
    this.right = this.leg(this.boneMaterial, true);
    this.left = this.leg(this.farMaterial, false);
    this.pelvis = new THREE.Mesh(new THREE.SphereGeometry(1, 24, 16), this.farMaterial);
    this.scene.add(this.pelvis);
    this.recolor();
    this.drag();
  }

  private leg(material: THREE.Material, muscles: boolean): LegMeshes {
    const bones = [bone(material, 0.019), bone(material, 0.017), bone(material, 0.013), bone(material, 0.011)];
    const made = muscles ? muscleVariables.map(() => new THREE.Mesh(new THREE.BufferGeometry(), new THREE.MeshStandardMaterial({ roughness: 0.55 }))) : [];
    this.scene.add(...bones, ...made);
    return { bones, muscles: made };
  }

  /** After a change of light and dark. */
  recolor(): void {
    this.boneMaterial.color = css("--ivory");
    this.farMaterial.color = css("--ivory");
    this.muscleColors.splice(0, 4, ...muscleVariables.map(css));
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
      this.height = Math.max(-0.4, Math.min(0.9, from.height + (e.clientY - from.y) * 0.004));
      this.render();
    });
    this.canvas.addEventListener("pointerup", () => (from = null));
  }

  turn(by: number): void {
    this.angle += by;
    this.render();
  }

  private pose(meshes: LegMeshes, leg: Leg, stretch: readonly number[]): void {
    const [hip, knee, ankle, heel, toe] = [leg.hip, leg.knee, leg.ankle, leg.heel, leg.toe].map(vector) as [THREE.Vector3, THREE.Vector3, THREE.Vector3, THREE.Vector3, THREE.Vector3];
    const [femur, tibia, foot, back] = meshes.bones as [THREE.Mesh, THREE.Mesh, THREE.Mesh, THREE.Mesh];
    place(femur, hip, knee);
    place(tibia, knee, ankle);
    place(foot, heel, toe);
    place(back, ankle, heel);
    meshes.muscles.forEach((mesh, m) => {
      mesh.geometry.dispose();
      mesh.geometry = tube(leg.muscles[m] ?? [], stretch[m] ?? 0);
      // Stretched is saturated, slack is pale.
      const share = Math.max(0, Math.min(1, 0.6 + (stretch[m] ?? 0) * 5));
      const pale = new THREE.Color(0xb9b4ad);
      (mesh.material as THREE.MeshStandardMaterial).color = pale.lerp(this.muscleColors[m] ?? pale, share);
    });
  }

  /** `stretch`: fractions, by muscle. */
  show(right: Leg, left: Leg | null, stretch: readonly number[]): void {
    this.pose(this.right, right, stretch);
    for (const mesh of this.left.bones) mesh.visible = left !== null;
    if (left) this.pose(this.left, left, []);
    const hip = vector(right.hip);
    const other = left ? vector(left.hip) : hip.clone().setZ(-hip.z);
    this.pelvis.position.copy(hip.clone().add(other).multiplyScalar(0.5)).add(new THREE.Vector3(-0.02, 0.04, 0));
    this.pelvis.scale.set(0.07, 0.075, Math.max(0.05, hip.distanceTo(other) * 0.62));
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
    const middle = new THREE.Vector3(0, -0.42, 0);
    this.camera.position.set(Math.sin(this.angle) * this.distance, middle.y + this.height, Math.cos(this.angle) * this.distance);
    this.camera.lookAt(middle);
    this.renderer.render(this.scene, this.camera);
  }

  dispose(): void {
    this.renderer.dispose();
  }
}
