// Candidates are called A, B, C… in the list and on the map alike.

export function letter(index: number): string {
  return String.fromCharCode(65 + (index % 26));
}
