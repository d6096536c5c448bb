/**
 * Draws the icons of the packages from renderer/icon.svg: the sign of the app in white, on a plate. The results are in
 * this folder's `icons`, so a build needs none of these programs. Run it after a change of the sign, on Debian with
 * librsvg2-bin and icoutils: `node packaging/make-icons.mjs`.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../scripts/lib/project.mjs';

const icons = inProject('packaging', 'icons');
const sizesOfLinux = [16, 24, 32, 48, 64, 128, 256, 512];
const sizesOfWindows = [16, 24, 32, 48, 64, 256];
/**
 * The types of Apple's icon format for PNGs of these sizes. Some sizes have two types: one for ordinary screens and one
 * for Retina screens.
 */
const typesOfMac = { ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 };
/** The part of each edge that is left free, in thousandths. macOS wants its icons smaller than the others do. */
const margins = { mac: 98, others: 40 };

/** The paths of the sign, in a box of 24 units. */
const sign = /<\/title>(.*)<\/svg>/s.exec(readFileSync(inProject('renderer', 'icon.svg'), 'utf8'))[1];

function drawing(margin) {
  const edge = 1000 - 2 * margin;
  const scale = (edge * 0.62) / 24;
  const start = margin + (edge - 24 * scale) / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000">
<defs><linearGradient id="plate" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#837cf7"/>
<stop offset="1" stop-color="#5750d8"/></linearGradient></defs>
<rect x="${margin}" y="${margin}" width="${edge}" height="${edge}" rx="${edge * 0.225}" fill="url(#plate)"/>
<g transform="translate(${start} ${start}) scale(${scale})" fill="none" stroke="#fff" stroke-width="2.4"
 stroke-linecap="round">${sign}</g></svg>\n`;
}

/** A type of four letters, the length of the whole, and the content: Apple's icon file, and each icon in it. */
function block(type, content) {
  const head = Buffer.from(`${type}0000`, 'latin1');
  head.writeUInt32BE(head.length + content.length, 4);
  return Buffer.concat([head, content]);
}

const work = mkdtempSync(join(tmpdir(), 'icons-'));
try {
  mkdirSync(icons, { recursive: true });
  for (const [name, margin] of Object.entries(margins)) writeFileSync(join(work, `${name}.svg`), drawing(margin));
  const draw = (name, size, path) => {
    execFileSync('rsvg-convert', ['-w', `${size}`, '-h', `${size}`, '-o', path, join(work, `${name}.svg`)]);
    return path;
  };
  for (const size of sizesOfLinux) draw('others', size, join(icons, `${size}x${size}.png`));
  // As PNG inside: a bitmap of 256 pixels alone would have 260 kB.
  const windows = sizesOfWindows.map((size) => `--raw=${draw('others', size, join(work, `w${size}.png`))}`);
  execFileSync('icotool', ['-c', '-o', join(icons, 'icon.ico'), ...windows]);
  const parts = Object.entries(typesOfMac).map(([type, size]) =>
    block(type, readFileSync(draw('mac', size, join(work, `m${size}.png`)))),
  );
  writeFileSync(join(icons, 'icon.icns'), block('icns', Buffer.concat(parts)));
} finally {
  rmSync(work, { recursive: true, force: true });
}
