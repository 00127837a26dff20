// Lists as people type them.

/** `lift, medic` → `['lift', 'medic']`. */
export function splitList(text: string): string[] {
  return [...new Set(text.split(/[,;]/).map((word) => word.trim()).filter(Boolean))];
}
