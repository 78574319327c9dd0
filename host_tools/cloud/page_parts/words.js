// Words of the page in both languages, and how to say times and numbers.

const WORDS = {
  title: ["Local cloud", "Локальное облако"],
  ask_status: ["Ask for status", "Запросить состояние"],
  ask_config: ["Ask for config", "Запросить конфигурацию"],
  other_language: ["Русский", "English"],
  theme_light: ["Light theme", "Светлая тема"],
  theme_dark: ["Dark theme", "Тёмная тема"],
  journal: ["Messages", "Сообщения"],
  pause: ["Pause", "Пауза"],
  resume: ["Continue", "Продолжить"],
  clear: ["Clear", "Очистить"],
  connect: ["Connect a board", "Как подключить плату"],
  connect_1: ["Put this into the board's settings.json:", "Впишите это в settings.json платы:"],
  connect_2: ["Put the cloud's certificate into the board's folder roots:",
    "Положите сертификат облака в папку roots на плате:"],
  download: ["Download ca.der", "Скачать ca.der"],
  page_off: ["This page lost its program. Waiting…", "Связь страницы с программой потеряна. Ждём…"],
  broker_off: ["The broker does not answer", "Брокер не отвечает"],
  board_on: ["Board connected", "Плата на связи"],
  board_listening: ["Board connected and listening", "Плата на связи и слушает команды"],
  board_off: ["Board not connected", "Плата не подключена"],
  board_many: ["connections with one login", "подключения с одним логином"],
  last_seen: ["last message", "последнее сообщение"],
  never: ["nothing heard yet", "сообщений ещё не было"],
  welcome: ["Waiting for a board", "Ждём плату"],
  welcome_text: [
    "As soon as a board connects and sends its configuration, its devices appear here.",
    "Как только плата подключится и пришлёт конфигурацию, её устройства появятся здесь."],
  dropped: ["Not accepted by the cloud", "Облако не приняло"],
  dropped_text: ["The real cloud would not show these devices, without a word about the reason. Here it is:",
    "Настоящее облако не показало бы эти устройства и не сказало бы почему. Причины:"],
  no_room: ["No room", "Без комнаты"],
  whole: ["About the whole list", "О списке в целом"],
  online: ["online", "на связи"],
  offline: ["offline", "не на связи"],
  unknown: ["no status yet", "состояния ещё не было"],
  details: ["Details", "Подробнее"],
  functions: ["All functions", "Все функции"],
  came_back: ["What came back", "Что пришло в ответ"],
  last_status: ["Last status", "Последнее состояние"],
  nothing_sent: ["no command yet", "команд ещё не было"],
  waiting: ["no answer yet", "ответа пока нет"],
  answered: ["answered in", "ответ за"],
  differs: ["another value", "значение другое"],
  ms: ["ms", "мс"],
  place: ["Name and room", "Имя и комната"],
  name: ["Name", "Имя"],
  room: ["Room", "Комната"],
  home: ["Home", "Дом"],
  save: ["Save", "Сохранить"],
  send: ["Send", "Отправить"],
  ask_one: ["Ask this device", "Запросить это устройство"],
  events: ["Events", "События"],
  no_events: ["nothing happened yet", "событий ещё не было"],
  on: ["On", "Включено"],
  off: ["Off", "Выключено"],
  turn_on: ["Turn on", "Включить"],
  turn_off: ["Turn off", "Выключить"],
  yes: ["yes", "да"],
  no: ["no", "нет"],
  motion: ["Motion", "Движение"],
  no_motion: ["No motion yet", "Движения не было"],
  door_open: ["Open", "Открыто"],
  door_closed: ["Closed", "Закрыто"],
  leak: ["Leak!", "Протечка!"],
  dry: ["Dry", "Сухо"],
  smoke: ["Smoke!", "Дым!"],
  gas: ["Gas!", "Газ!"],
  clean: ["All is well", "Всё спокойно"],
  pressed: ["Pressed", "Нажата"],
  not_pressed: ["Not pressed yet", "Ещё не нажимали"],
  unlocked: ["Nobody calls", "Никто не звонит"],
  calling: ["Somebody calls", "Звонят в дверь"],
  hue: ["Hue", "Оттенок"],
  saturation: ["Saturation", "Насыщенность"],
  value: ["Brightness", "Яркость"],
  colour: ["Colour", "Цвет"],
  just_now: ["just now", "только что"],
  from_board: ["from the board", "от платы"],
  to_board: ["to the board", "плате"],
  empty_body: ["(empty body)", "(пустое тело)"],
  no_messages: ["No messages yet", "Сообщений ещё нет"],
  copy: ["Copy", "Копировать"],
  copied: ["Copied", "Скопировано"],
};

let language = localStorage.getItem("language")
  || (navigator.language.toLowerCase().startsWith("ru") ? "ru" : "en");

function word(key) {
  return WORDS[key][language === "ru" ? 1 : 0];
}

// One of the two texts of an object that carries both.
function both(item) {
  return language === "ru" ? item.ru : item.en;
}

function ago(seconds) {
  if (seconds < 3) return word("just_now");
  const units = language === "ru" ? ["с", "мин", "ч", "дн."] : ["s", "min", "h", "d"];
  let amount = seconds, unit = 0;
  for (const size of [60, 60, 24]) {
    if (amount < size) break;
    amount /= size;
    unit += 1;
  }
  const text = `${Math.floor(amount)} ${units[unit]}`;
  return language === "ru" ? `${text} назад` : `${text} ago`;
}

function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString(language === "ru" ? "ru-RU" : "en-GB");
}

function decimal(value, digits) {
  return value.toLocaleString(language === "ru" ? "ru-RU" : "en-GB",
    { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
