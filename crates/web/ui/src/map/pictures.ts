// `addPins` draws the pictures of the map (dots of requests, hub, home, arrow) on a canvas and adds them to MapLibre,
// in place of a sprite sheet. The pin that is dragged is in `placing.ts`.
import type { Map as GlMap } from 'maplibre-gl';
import { LOOK_COLORS, type Look } from './colors';

const RATIO = 2;

type Draw = (pen: CanvasRenderingContext2D, size: number) => void;

function picture(size: number, draw: Draw): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = size * RATIO;
  canvas.height = size * RATIO;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) return new ImageData(size * RATIO, size * RATIO);
  pen.scale(RATIO, RATIO);
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  draw(pen, size);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** A mark inside the dot, so that no state is told by colour alone. */
const MARKS: Record<Look, (pen: CanvasRenderingContext2D) => void> = {
  ready: () => {},
  planned: (pen) => {
    pen.beginPath();
    pen.arc(0, 0, 2, 0, Math.PI * 2);
    pen.fill();
  },
  needs_info: (pen) => {
    pen.beginPath();
    pen.arc(0, -1.4, 2.3, Math.PI * 1.05, Math.PI * 2.4);
    pen.lineTo(0, 1.7);
    pen.stroke();
    pen.beginPath();
    pen.arc(0, 4.1, 1.1, 0, Math.PI * 2);
    pen.fill();
  },
  on_way: (pen) => {
    pen.beginPath();
    pen.moveTo(-3.4, 0);
    pen.lineTo(3.4, 0);
    pen.moveTo(0.6, -2.8);
    pen.lineTo(3.6, 0);
    pen.lineTo(0.6, 2.8);
    pen.stroke();
  },
  served: (pen) => {
    pen.beginPath();
    pen.moveTo(-3.4, 0.2);
    pen.lineTo(-1, 2.7);
    pen.lineTo(3.6, -2.6);
    pen.stroke();
  },
  cancelled: (pen) => {
    pen.beginPath();
    pen.moveTo(-3.2, 0);
    pen.lineTo(3.2, 0);
    pen.stroke();
  },
  failed: (pen) => {
    pen.beginPath();
    pen.moveTo(-2.7, -2.7);
    pen.lineTo(2.7, 2.7);
    pen.moveTo(2.7, -2.7);
    pen.lineTo(-2.7, 2.7);
    pen.stroke();
  },
};

function dot(look: Look): ImageData {
  return picture(24, (pen, size) => {
    pen.translate(size / 2, size / 2);
    pen.beginPath();
    pen.arc(0, 0, 9, 0, Math.PI * 2);
    pen.fillStyle = LOOK_COLORS[look];
    pen.fill();
    pen.lineWidth = 2;
    pen.strokeStyle = '#fff';
    pen.stroke();
    pen.fillStyle = '#fff';
    MARKS[look](pen);
  });
}

function hub(): ImageData {
  return picture(30, (pen) => {
    pen.beginPath();
    pen.roundRect(3, 3, 24, 24, 6);
    pen.fillStyle = '#1b2430';
    pen.fill();
    pen.lineWidth = 2;
    pen.strokeStyle = '#fff';
    pen.stroke();
    pen.lineWidth = 1.6;
    pen.strokeRect(9, 12, 12, 9.5);
    pen.beginPath();
    pen.moveTo(9, 12);
    pen.lineTo(11, 8.5);
    pen.lineTo(19, 8.5);
    pen.lineTo(21, 12);
    pen.moveTo(13, 15);
    pen.lineTo(17, 15);
    pen.stroke();
  });
}

function home(onShift: boolean): ImageData {
  return picture(24, (pen) => {
    pen.beginPath();
    pen.moveTo(12, 3.5);
    pen.lineTo(21, 11);
    pen.lineTo(18.5, 11);
    pen.lineTo(18.5, 20);
    pen.lineTo(5.5, 20);
    pen.lineTo(5.5, 11);
    pen.lineTo(3, 11);
    pen.closePath();
    pen.fillStyle = onShift ? '#0f5c56' : '#ffffff';
    pen.strokeStyle = onShift ? '#ffffff' : '#5d6774';
    pen.lineWidth = 1.8;
    pen.fill();
    pen.stroke();
  });
}

function arrow(): ImageData {
  return picture(14, (pen) => {
    pen.beginPath();
    pen.moveTo(4, 2.5);
    pen.lineTo(10.5, 7);
    pen.lineTo(4, 11.5);
    pen.strokeStyle = '#fff';
    pen.lineWidth = 2.2;
    pen.stroke();
  });
}

/** Adds every picture that layers name: `dot-<look>`, `hub`, `home`, `home-off`, `arrow`. */
export function addPins(map: GlMap): void {
  const add = (name: string, image: ImageData) => {
    if (!map.hasImage(name)) map.addImage(name, image, { pixelRatio: RATIO });
  };
  for (const look of Object.keys(LOOK_COLORS) as Look[]) add(`dot-${look}`, dot(look));
  add('hub', hub());
  add('home', home(true));
  add('home-off', home(false));
  add('arrow', arrow());
}
