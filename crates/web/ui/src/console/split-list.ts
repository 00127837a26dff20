// `splitList` splits a typed list at commas and semicolons, without empty items and duplicates.

/** `lift, medic` → `['lift', 'medic']`. */
export function splitList(text: string): string[] {
  return [...new Set(text.split(/[,;]/).map((word) => word.trim()).filter(Boolean))];
}
