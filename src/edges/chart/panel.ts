/** A panel: one chart of a picture, with the words above it. */
import type { TopLevelSpec } from 'vega-lite';

/** What a colour stands for. */
export type Key = {
  readonly name: string;
  readonly fill: string;
  /** A number before the name. */
  readonly note?: string;
  /** A mark inside the swatch: an SVG path with a radius of 1. */
  readonly mark?: { readonly path: string; readonly ink: string; readonly outline: string };
};

export type Panel = {
  readonly heading: string;
  /** A line under the chart. */
  readonly foot?: string;
  readonly keys: readonly Key[];
  /** Draws `width` by `height` pixels exactly, its padding included. */
  readonly spec: TopLevelSpec;
  readonly width: number;
  readonly height: number;
};
