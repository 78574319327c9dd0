// The first to run: makes the style and the script of what host_tools/page_squeeze.py has squeezed.
// How it works, stands there, and both must do the same sums in the same order.

function unpack(packed, length, letters) {
  const squash = new Float64Array(4096),
    stretch = new Float64Array(4096).fill(8),
    chances = new Uint16Array(1 << 22).fill(32768),
    seen = new Uint8Array(1 << 22),
    rough = new Float64Array(16384).fill(0.25),
    fine = new Float64Array(32768),
    hashes = new Int32Array(7),
    groups = new Int32Array(7),
    slots = new Int32Array(7),
    parts = new Float64Array(8),
    matches = new Float64Array(16).fill(0.75),
    places = new Int32Array(1 << 18),
    numbers = new Uint8Array(length),
    bytes = atob(packed);
  let low = 0,
    high = 0xffffffff,
    code = 0,
    read = 0,
    number = 0,
    place = 0,
    long = 0,
    filled = 0,
    text = "";
  const shift = (value, more) => ((value << 8) | more) >>> 0;
  for (let at = 0, odds = 1; at < 2048; at += 1) {
    squash[2048 + at] = odds / (1 + odds);
    squash[2048 - at] = 1 / (1 + odds);
    odds *= 1.00390625;
  }
  for (let at = 1; at < 4096; at += 1)
    while (filled <= squash[at] * 4096) stretch[filled++] = (at - 2048) / 256;
  while (read < 4) code = shift(code, bytes.charCodeAt(read++));
  for (let at = 0; at < length; at += 1) {
    let context = 1;
    for (let left = 7; left >= 0; left -= 1) {
      const matching = long && (numbers[place] | 256) >> (left + 1) === context;
      if (!matching) long = 0;
      const within = left > 3 ? context : (context & ((8 >> left) - 1)) | (8 >> left),
        coarse = ((number >> 5) * 256 + context) * 8,
        close = (long * 256 + number) * 8;
      let sum = 0,
        guess = 0;
      for (let i = 0; i < 7; i += 1) {
        if (left % 4 === 3) {
          const group = Math.imul(hashes[i] + context * 0x3d4d51, 0x2545f491);
          groups[i] = (group ^ (group >>> 15)) & 0x3ffff0;
        }
        slots[i] = groups[i] + within;
        parts[i] = stretch[chances[slots[i]] >> 4];
        sum += (rough[coarse + i] + fine[close + i]) * parts[i];
      }
      parts[7] = 0;
      if (matching) {
        guess = (numbers[place] >> left) & 1;
        parts[7] = stretch[Math.floor(matches[long] * 4096)] * (guess ? 1 : -1);
        sum += (rough[coarse + 7] + fine[close + 7]) * parts[7];
      }
      const chance = squash[Math.min(Math.max(Math.floor(sum * 256) + 2048, 1), 4095)];
      const middle = low + Math.floor((high - low) * chance);
      const bit = code > middle ? 0 : 1;
      if (bit) high = middle;
      else low = middle + 1;
      while (!((low ^ high) >>> 24)) {
        low = shift(low, 0);
        high = shift(high, 255);
        code = shift(code, bytes.charCodeAt(read++));
      }
      const wrong = (bit - chance) * 0.006;
      for (let i = 0; i < 8; i += 1) {
        rough[coarse + i] += wrong * parts[i];
        fine[close + i] += wrong * parts[i];
      }
      if (matching) matches[long] += ((guess === bit ? 1 : 0) - matches[long]) * 0.01;
      for (let i = 0; i < 7; i += 1) {
        const slot = slots[i];
        chances[slot] += (bit * 65535 - chances[slot]) / (seen[slot] + 1.25);
        if (seen[slot] < 20) seen[slot] += 1;
      }
      context = context * 2 + bit;
    }
    numbers[at] = number = context - 256;
    text += number < 128 ? String.fromCharCode(number) : letters[number - 128];
    const inWord = number > 127 || ((number | 32) > 96 && (number | 32) < 123);
    hashes[6] = inWord ? Math.imul(hashes[6] + number, 0x9e3779b1) : 0;
    for (let i = 0, hash = 1; i < 7; i += 1) {
      if (i !== 5) hashes[Math.min(i, 5)] = hash + i;
      hash = Math.imul(hash + (i > at ? 0 : numbers[at - i]) + 1, 0x9e3779b1);
    }
    const key = hashes[3] >>> 14;
    if (long) place += 1;
    else place = places[key];
    long = place ? Math.min(long + 1, 15) : 0;
    places[key] = at + 1;
  }
  return text;
}

unpack(PACKED)
  .split("\0")
  .forEach((text, at) => {
    const node = document.createElement(at ? "script" : "style");
    node.textContent = text;
    document.head.append(node);
  });
