// The page's texts in Russian and English, and which of the two is on.

const WORDS = {
  board: ["Board", "Плата"],
  devices: ["Devices", "Устройства"],
  log: ["Board log", "Журнал платы"],
  running: ["running", "работает"],
  ended: ["the board has stopped", "плата остановилась"],
  away: ["no connection to the simulator, trying again", "нет связи с симулятором, пробую снова"],
  soft: ["restarted, outputs kept", "перезапущена, выходы сохранены"],
  hard: ["reset, outputs lost", "сброшена, выходы потеряны"],
  watchdog: ["reset by its watchdog", "сброшена сторожевым таймером"],
  other: ["Русский", "English"],
  empty: ["devices.json names no devices yet.", "В devices.json пока нет устройств."],
  on: ["on", "включено"],
  off: ["off", "выключено"],
  unset: ["not set up yet", "ещё не настроено"],
  press: ["Press and hold", "Нажать и держать"],
  wall: ["Wall button", "Кнопка на стене"],
  rocker: ["Rocker switch", "Клавишный выключатель"],
  opened: ["open", "открыта"],
  closed: ["closed", "закрыта"],
  openIt: ["Open", "Открыть"],
  closeIt: ["Close", "Закрыть"],
  moving: ["motion", "движение"],
  quiet: ["no motion", "движения нет"],
  move: ["Walk by", "Пройти мимо"],
  wet: ["water!", "вода!"],
  dry: ["dry", "сухо"],
  spill: ["Spill water", "Пролить воду"],
  wipe: ["Wipe dry", "Вытереть"],
  temperature: ["Temperature", "Температура"],
  humidity: ["Humidity", "Влажность"],
  pressure: ["Air pressure", "Давление воздуха"],
  co2: ["CO₂", "CO₂"],
  tvoc: ["Volatile organics", "Летучая органика"],
  hcho: ["Formaldehyde", "Формальдегид"],
  pm1_0: ["Dust PM1", "Пыль PM1"],
  pm2_5: ["Dust PM2.5", "Пыль PM2.5"],
  pm10: ["Dust PM10", "Пыль PM10"],
  voltage: ["Voltage", "Напряжение"],
  current: ["Current", "Ток"],
  power: ["Power", "Мощность"],
  connected: ["sensor connected", "датчик подключён"],
  opening: ["opening", "открывается"],
  closing: ["closing", "закрывается"],
  stands: ["stands still", "стоит"],
  both: ["both outputs on: the motor burns!", "включены оба выхода: мотор сгорит!"],
  legendOut: ["output on", "выход включён"],
  legendIn: ["input", "вход"],
  legendOff: ["off or free", "выключен или свободен"],
  legendNo: ["not for use", "не для использования"],
  pixels: ["pixels", "пикселей"],
  sent: ["sent last", "послано последним"],
  code: ["code of the remote control", "код пульта"],
  point: ["Press the remote control", "Нажать на пульте"],
};

const KEY = "sbernode-language";
let index = remembered() ?? (navigator.language.toLowerCase().startsWith("ru") ? 1 : 0);

function remembered() {
  try {
    const value = localStorage.getItem(KEY);
    return value === null ? null : Number(value) === 1 ? 1 : 0;
  } catch {
    return null; // storage switched off in this browser
  }
}

export function switchLanguage() {
  index = 1 - index;
  try {
    localStorage.setItem(KEY, String(index));
  } catch {
    // then the choice lasts until the page is left
  }
}

export const language = () => (index ? "ru" : "en");
export const say = (name) => WORDS[name][index];
// What the set-up page calls a device's kind, or a pin's role.
export const sayIt = (named) => named.word[index];
export const number = (value, digits = 0) =>
  value.toLocaleString(language(), { minimumFractionDigits: digits, maximumFractionDigits: digits });
