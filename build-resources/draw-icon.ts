import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

/*
 * Draws icon.svg and icon.png: a gate of two posts and a lintel, standing open, on the accent colour.
 * Run it after changing the shapes: node build-resources/draw-icon.ts
 */

type Shape = {
  x: number;
  y: number;
  width: number;
  height: number;
  radius: number;
  fill: readonly [number, number, number];
};

const size = 512;
const accent = [0x2c, 0x57, 0xc9] as const;
const white = [0xff, 0xff, 0xff] as const;
const pass = [0x54, 0xc9, 0x8b] as const;

const shapes: readonly Shape[] = [
  { x: 24, y: 24, width: 464, height: 464, radius: 104, fill: accent },
  { x: 128, y: 176, width: 44, height: 224, radius: 10, fill: white },
  { x: 340, y: 176, width: 44, height: 224, radius: 10, fill: white },
  { x: 96, y: 112, width: 320, height: 48, radius: 14, fill: white },
  { x: 234, y: 236, width: 44, height: 164, radius: 22, fill: pass },
];

function svg(): string {
  const rects = shapes.map(
    ({ fill, radius, ...at }) =>
      `  <rect x="${at.x}" y="${at.y}" width="${at.width}" height="${at.height}" rx="${radius}" fill="rgb(${fill.join(',')})"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}">\n  <title>Gatewright</title>\n${rects.join('\n')}\n</svg>\n`;
}

/** How much of the point's pixel the rounded rectangle covers, 0 to 1: distance to its edge, softened over one pixel. */
function coverage(shape: Shape, x: number, y: number): number {
  const dx = Math.abs(x - shape.x - shape.width / 2) - shape.width / 2 + shape.radius;
  const dy = Math.abs(y - shape.y - shape.height / 2) - shape.height / 2 + shape.radius;
  const outside = Math.hypot(Math.max(dx, 0), Math.max(dy, 0));
  const distance = outside + Math.min(Math.max(dx, dy), 0) - shape.radius;
  return Math.min(1, Math.max(0, 0.5 - distance));
}

function pixel(x: number, y: number): number[] {
  let [red, green, blue, alpha] = [0, 0, 0, 0];
  for (const shape of shapes) {
    const cover = coverage(shape, x + 0.5, y + 0.5);
    if (cover === 0) continue;
    const [r, g, b] = shape.fill;
    alpha = cover + alpha * (1 - cover);
    const share = cover / alpha;
    [red, green, blue] = [red + (r - red) * share, green + (g - green) * share, blue + (b - blue) * share];
  }
  return [Math.round(red), Math.round(green), Math.round(blue), Math.round(alpha * 255)];
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

function png(): Buffer {
  const rows = Array.from({ length: size }, (_, y) => [
    0,
    ...Array.from({ length: size }, (_, x) => pixel(x, y)).flat(),
  ]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = deflateSync(Buffer.from(rows.flat()), { level: 9 });
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', new Uint8Array())]);
}

writeFileSync(join(import.meta.dirname, 'icon.svg'), svg());
writeFileSync(join(import.meta.dirname, 'icon.png'), png());
