// The names of the muscles over the picture: real text that the page translates and a reader can enlarge, moved by the
// scene without the page being drawn again.
import * as THREE from "three";
import type { Strand } from "./strand";
import { placeLabels, type Anchor, type Label } from "./labels";

export interface NameBox {
  names: HTMLElement[];
  lines: SVGLineElement[];
}

export class Names {
  private sizes: Label[] = [];
  private readonly anchors: Anchor[];
  private readonly radii: number[];
  private readonly seen = new THREE.Vector3();
  private readonly across = new THREE.Vector3();
  private width = 0;
  private height = 0;

  private readonly box: NameBox;

  constructor(box: NameBox) {
    this.box = box;
    this.anchors = box.names.map(() => ({ x: 0, y: 0, left: true }));
    this.radii = box.names.map(() => 0);
  }

  measure(width: number, height: number): void {
    this.width = width;
    this.height = height;
    this.sizes = this.box.names.map((name) => ({ width: name.offsetWidth, height: name.offsetHeight }));
  }

  /** `strands` stand in `frame`. The line ends inside the muscle's edge that is nearer to its name: there nothing hides it. */
  point(strands: readonly Strand[], frame: THREE.Object3D, camera: THREE.Camera, outward: THREE.Vector3): void {
    if (this.width === 0) return;
    this.across.setFromMatrixColumn(camera.matrixWorld, 0);
    // The outer muscle is named on the outer side of the picture. Seen exactly from the side there is none: it stays.
    const outer = this.across.dot(outward);
    if (Math.abs(outer) > 0.08)
      this.anchors.forEach((anchor, i) => {
        anchor.left = outer > 0 !== strands[i]?.outer;
      });
    this.anchors.forEach((anchor, i) => {
      const strand = strands[i];
      if (!strand) return;
      const at = (aside: number) => this.seen.copy(strand.anchor).add(frame.position).addScaledVector(this.across, aside).project(camera);
      const edge = at(0.75 * strand.thickness).x;
      const middle = at(0);
      this.radii[i] = ((edge - middle.x) / 2) * this.width;
      anchor.x = ((middle.x + 1) / 2) * this.width;
      anchor.y = ((1 - middle.y) / 2) * this.height;
    });
    placeLabels(this.anchors, this.sizes, this.width, this.height).forEach((p, i) => {
      const [name, line, size, anchor] = [this.box.names[i], this.box.lines[i], this.sizes[i], this.anchors[i]];
      if (!name || !line || !size || !anchor) return;
      const radius = this.radii[i] ?? 0;
      name.style.transform = `translate(${p.x.toFixed(1)}px, ${p.y.toFixed(1)}px)`;
      line.setAttribute("x1", (p.left ? p.x + size.width + 3 : p.x - 3).toFixed(1));
      line.setAttribute("y1", (p.y + size.height / 2).toFixed(1));
      line.setAttribute("x2", (anchor.x + (p.left ? -radius : radius)).toFixed(1));
      line.setAttribute("y2", anchor.y.toFixed(1));
    });
  }
}
