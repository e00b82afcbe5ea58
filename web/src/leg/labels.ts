// Names beside what they name: each in the column it is nearer to, none over another, joined by a line.

export interface Anchor {
  x: number;
  y: number;
  left: boolean; // in which column its name is to stand
}
export interface Label {
  width: number;
  height: number;
}
export interface PlacedLabel {
  x: number; // left edge
  y: number; // top edge
  left: boolean;
}

const margin = 8;
const gap = 6;

/** Places for `labels` that point to `anchors` in a picture of `width` × `height` pixels; all in one column where two have no room. */
export function placeLabels(anchors: readonly Anchor[], labels: readonly Label[], width: number, height: number): PlacedLabel[] {
  const widest = (left: boolean) => Math.max(0, ...labels.filter((_, i) => anchors[i]?.left === left).map((l) => l.width));
  const oneColumn = widest(true) + widest(false) + 3 * margin > width;
  const middle = anchors.reduce((sum, a) => sum + a.x, 0) / Math.max(1, anchors.length);
  const placed: PlacedLabel[] = labels.map((label, i) => {
    const anchor = anchors[i] as Anchor;
    const left = oneColumn ? middle > width / 2 : anchor.left;
    return { x: left ? margin : Math.max(margin, width - label.width - margin), y: anchor.y - label.height / 2, left };
  });
  for (const left of [true, false]) {
    const column = placed.map((_, i) => i).filter((i) => placed[i]?.left === left);
    column.sort((a, b) => (anchors[a] as Anchor).y - (anchors[b] as Anchor).y || a - b);
    let lowest = margin;
    for (const i of column) {
      const p = placed[i] as PlacedLabel;
      p.y = Math.max(p.y, lowest);
      lowest = p.y + (labels[i] as Label).height + gap;
    }
    // What was pushed out at the bottom goes up again, and pushes the others.
    let highest = height - margin;
    for (const i of column.reverse()) {
      const p = placed[i] as PlacedLabel;
      p.y = Math.min(p.y, highest - (labels[i] as Label).height);
      highest = p.y - gap;
    }
  }
  return placed;
}
