// `letter` names a candidate place A, B, C …, for the list and for the map; after Z it begins again.

export function letter(index: number): string {
  return String.fromCharCode(65 + (index % 26));
}
