// `letter` names a candidate place A, B, C …, the same in the list and on the map.

export function letter(index: number): string {
  return String.fromCharCode(65 + (index % 26));
}
