/** Class weights per feature, interleaved: feature f and class k at `f * classes + k`; the last row is the bias. */
export type ClassWeights = Float64Array | Float32Array;

/** Writes the score of every class for the sparse row (`indices`, `values`) into `into`. */
export function scoreRow(
  indices: Int32Array,
  values: Float64Array,
  weights: ClassWeights,
  into: Float64Array,
): void {
  const classes = into.length;
  const bias = weights.length - classes;
  for (let k = 0; k < classes; k++) into[k] = weights[bias + k] as number;
  for (let at = 0; at < indices.length; at++) {
    const base = (indices[at] as number) * classes;
    const value = values[at] as number;
    for (let k = 0; k < classes; k++) into[k] = (into[k] as number) + value * (weights[base + k] as number);
  }
}

/** Adds the row, times one step per class, to the weights and their bias. */
export function addRow(
  indices: Int32Array,
  values: Float64Array,
  weights: ClassWeights,
  steps: Float64Array,
): void {
  const classes = steps.length;
  const bias = weights.length - classes;
  for (let k = 0; k < classes; k++) weights[bias + k] = (weights[bias + k] as number) + (steps[k] as number);
  for (let at = 0; at < indices.length; at++) {
    const base = (indices[at] as number) * classes;
    const value = values[at] as number;
    for (let k = 0; k < classes; k++) {
      weights[base + k] = (weights[base + k] as number) + value * (steps[k] as number);
    }
  }
}
