// One muscle as a body of flesh between two tendons along the course that the engine computed. Its buffers are made once
// and filled again for each pose.
import * as THREE from "three";
import { radiusAt, spread, type Build, type Point } from "./builds";

export const rings = 36;
export const around = 14;

export class Strand {
  readonly mesh: THREE.Mesh;
  /** Middle of what the name points to, in the frame of the body, and how thick it is there [m]. */
  readonly anchor = new THREE.Vector3();
  thickness = 0;
  /** Lies on the outer side of the thigh. */
  readonly outer: boolean;
  private readonly line = new Float64Array(3 * (rings + 1));
  private readonly spare = new Float64Array(3 * (rings + 1));
  private readonly position: THREE.BufferAttribute;
  private readonly normal: THREE.BufferAttribute;
  private readonly color: THREE.BufferAttribute;
  private readonly rest: Float64Array;
  private readonly flesh: Float64Array;
  private readonly way = new THREE.Vector3();
  private readonly side = new THREE.Vector3();
  private readonly ahead = new THREE.Vector3();
  private readonly shade = new THREE.Color();

  private readonly build: Build;

  constructor(build: Build) {
    this.build = build;
    this.outer = build.outward > 0;
    const count = (rings + 1) * (around + 1);
    const geometry = new THREE.BufferGeometry();
    this.position = new THREE.BufferAttribute(new Float32Array(3 * count), 3).setUsage(THREE.DynamicDrawUsage);
    this.normal = new THREE.BufferAttribute(new Float32Array(3 * count), 3).setUsage(THREE.DynamicDrawUsage);
    this.color = new THREE.BufferAttribute(new Float32Array(3 * count), 3).setUsage(THREE.DynamicDrawUsage);
    geometry.setAttribute("position", this.position);
    geometry.setAttribute("normal", this.normal);
    geometry.setAttribute("color", this.color);
    const index: number[] = [];
    for (let i = 0; i < rings; ++i) {
      for (let k = 0; k < around; ++k) {
        const a = i * (around + 1) + k,
          b = a + around + 1;
        index.push(a, b, a + 1, a + 1, b, b + 1);
      }
    }
    geometry.setIndex(index);
    this.rest = Float64Array.from({ length: rings + 1 }, (_, i) => radiusAt(build, i / rings));
    const most = Math.max(...build.radius);
    this.flesh = this.rest.map((r) => Math.min(1, Math.max(0, (r / most - 0.32) / 0.22)));
    this.mesh = new THREE.Mesh(geometry, new THREE.MeshStandardMaterial({ roughness: 0.46, vertexColors: true }));
    this.mesh.frustumCulled = false;
  }

  /** Points at equal distances along the course, corners rounded. */
  private lay(course: readonly Point[]): void {
    spread(course, rings, this.line);
    for (let pass = 0; pass < 6; ++pass) {
      this.spare.set(this.line);
      for (let i = 3; i < 3 * rings; ++i) {
        this.line[i] = 0.25 * (this.spare[i - 3] as number) + 0.5 * (this.spare[i] as number) + 0.25 * (this.spare[i + 3] as number);
      }
    }
  }

  /** `full`: thickness against rest; `outward`: to the side of the leg. Colors: of flesh and of tendon. */
  pose(course: readonly Point[], outward: THREE.Vector3, full: number, flesh: THREE.Color, tendon: THREE.Color): void {
    this.mesh.visible = course.length > 1;
    if (!this.mesh.visible) return;
    this.lay(course);
    const { line, way, side, ahead, shade } = this;
    for (let i = 0; i <= rings; ++i) {
      const a = 3 * Math.max(0, i - 1),
        b = 3 * Math.min(rings, i + 1);
      way
        .set((line[b] as number) - (line[a] as number), (line[b + 1] as number) - (line[a + 1] as number), (line[b + 2] as number) - (line[a + 2] as number))
        .normalize();
      side.copy(outward).addScaledVector(way, -outward.dot(way)).normalize();
      ahead.crossVectors(side, way); // the course runs down and the side is to the right, so this looks ahead
      const aside = Math.sin((Math.PI * i) / rings) ** 1.5;
      const x = (line[3 * i] as number) + aside * (this.build.outward * side.x - this.build.backward * ahead.x),
        y = (line[3 * i + 1] as number) + aside * (this.build.outward * side.y - this.build.backward * ahead.y),
        z = (line[3 * i + 2] as number) + aside * (this.build.outward * side.z - this.build.backward * ahead.z);
      const muscle = this.flesh[i] as number;
      const r = (this.rest[i] as number) * (1 + (full - 1) * muscle);
      if (i === Math.round(this.build.named * rings)) {
        this.anchor.set(x, y, z);
        this.thickness = r;
      }
      for (let k = 0; k <= around; ++k) {
        const turn = (2 * Math.PI * k) / around;
        const c = Math.cos(turn),
          s = Math.sin(turn);
        const v = i * (around + 1) + k;
        const [nx, ny, nz] = [c * side.x + s * ahead.x, c * side.y + s * ahead.y, c * side.z + s * ahead.z];
        this.position.setXYZ(v, x + r * nx, y + r * ny, z + r * nz);
        this.normal.setXYZ(v, nx, ny, nz);
        // A hint of fibers: every third line a little darker.
        shade.copy(tendon).lerp(flesh, muscle);
        if (k % 3 === 0) shade.multiplyScalar(1 - 0.13 * muscle);
        this.color.setXYZ(v, shade.r, shade.g, shade.b);
      }
    }
    this.position.needsUpdate = true;
    this.normal.needsUpdate = true;
    this.color.needsUpdate = true;
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    (this.mesh.material as THREE.Material).dispose();
  }
}
