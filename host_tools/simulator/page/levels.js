// What a level, a duty or pixels look like to an eye.

const GAMMA = 2.2; // the eye's; the firmware corrects for it, a screen shows corrected values

export function isActive(now, low) {
  if (!now || now.mode === null) return false;
  if (now.mode === "pwm") return (low ? 65535 - now.value : now.value) > 0;
  if (now.mode === "pixels") return /[1-9a-f]/.test(now.value);
  if (now.mode === "part") return false;
  return Boolean(now.value) !== low;
}

// 0..1 as seen: duty 22% looks half as bright as 100%.
export function brightness(now, low) {
  if (!now) return 0;
  if (now.mode === "pwm") return ((low ? 65535 - now.value : now.value) / 65535) ** (1 / GAMMA);
  return isActive(now, low) ? 1 : 0;
}

const seen = (byte) => Math.round(255 * (byte / 255) ** (1 / GAMMA));

export function pixelColours(text) {
  return text.split(" ").map((hex) => {
    const [red, green, blue] = [0, 2, 4].map((start) => seen(parseInt(hex.slice(start, start + 2), 16)));
    const white = hex.length > 6 ? seen(parseInt(hex.slice(6, 8), 16)) : 0;
    return `rgb(${Math.min(255, red + white)} ${Math.min(255, green + white)} ${Math.min(255, blue + white)})`;
  });
}

// Colour and strength of PWM channels: [[level, [red, green, blue]], ...].
export function mixed(channels) {
  const sums = [0, 1, 2].map((at) => channels.reduce((sum, [level, tint]) => sum + level * tint[at], 0));
  const top = Math.max(...sums, 1);
  const level = Math.min(1, channels.reduce((sum, [each]) => Math.max(sum, each), 0));
  return { colour: `rgb(${sums.map((sum) => Math.round((255 * sum) / top)).join(" ")})`, level };
}
