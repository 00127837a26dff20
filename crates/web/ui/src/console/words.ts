// Lists as people type them.

/** `lift, medic` → `['lift', 'medic']`. */
export function words(text: string): string[] {
  return [...new Set(text.split(/[,;]/).map((word) => word.trim()).filter(Boolean))];
}
