// Russian names of functions, short English ones where the catalogue's are long, and words of lists.

const NAMES_RU = {
  air_pressure: "Давление", alarm_mute: "Звук отключён", battery_low_power: "Батарея разряжена",
  battery_percentage: "Заряд батареи", button_10_event: "Кнопка 10", button_1_event: "Кнопка 1",
  button_2_event: "Кнопка 2", button_3_event: "Кнопка 3", button_4_event: "Кнопка 4",
  button_5_event: "Кнопка 5", button_6_event: "Кнопка 6", button_7_event: "Кнопка 7",
  button_8_event: "Кнопка 8", button_9_event: "Кнопка 9",
  button_bottom_left_event: "Нижняя левая кнопка", button_bottom_right_event: "Нижняя правая кнопка",
  button_event: "Кнопка", button_left_event: "Левая кнопка", button_right_event: "Правая кнопка",
  button_top_left_event: "Верхняя левая кнопка", button_top_right_event: "Верхняя правая кнопка",
  channel: "Канал", channel_int: "Номер канала", child_lock: "Блокировка от детей", co2: "CO₂",
  current: "Ток", custom_key: "Кнопка пульта", direction: "Стрелка", doorcontact_state: "Открыто",
  gas_leak_state: "Утечка газа", hcho_float: "Формальдегид", humidity: "Влажность",
  hvac_air_flow_direction: "Направление потока", hvac_air_flow_power: "Скорость обдува",
  hvac_aromatization: "Ароматизация", hvac_decontaminate: "Обеззараживание",
  hvac_direction_set: "Поворот", hvac_heating_rate: "Скорость нагрева",
  hvac_humidity_set: "Целевая влажность", hvac_ionization: "Ионизация",
  hvac_night_mode: "Ночной режим", hvac_replace_filter: "Замените фильтр",
  hvac_replace_ionizator: "Замените ионизатор", hvac_temp_set: "Целевая температура",
  hvac_thermostat_mode: "Режим нагрева", hvac_water_level: "Воды в баке",
  hvac_water_low_level: "Бак пуст", hvac_water_percentage: "Воды в баке, %",
  hvac_work_mode: "Режим кондиционера", incoming_call: "Входящий звонок",
  kitchen_water_level: "Воды в чайнике", kitchen_water_low_level: "Чайник пуст",
  kitchen_water_temperature: "Температура воды", kitchen_water_temperature_set: "Нагреть воду до",
  light_brightness: "Яркость", light_colour: "Цвет", light_colour_temp: "Теплота белого",
  light_mode: "Режим света", light_transmission_percentage: "Пропускание света", mute: "Без звука",
  number: "Цифра", on_off: "Включение", online: "На связи",
  open_left_percentage: "Левая половина", open_left_set: "Левая половина: команда",
  open_left_state: "Левая половина: состояние", open_percentage: "Открыто на",
  open_rate: "Скорость", open_right_percentage: "Правая половина",
  open_right_set: "Правая половина: команда", open_right_state: "Правая половина: состояние",
  open_set: "Команда", open_state: "Состояние", pir: "Движение", pm10: "PM10", pm1_0: "PM1.0",
  pm2_5: "PM2.5", power: "Мощность", reject_call: "Отклонить звонок",
  sensor_sensitive: "Чувствительность", signal_strength: "Сигнал", smoke_state: "Дым",
  source: "Источник", tamper_alarm: "Вскрытие", temp_unit_view: "Шкала на экране",
  temperature: "Температура", tvoc_float: "Летучие вещества", unlock: "Открыть замок",
  vacuum_cleaner_cleaning_type: "Вид уборки", vacuum_cleaner_command: "Команда",
  vacuum_cleaner_program: "Программа", vacuum_cleaner_status: "Что делает", voltage: "Напряжение",
  volume: "Громкость", volume_int: "Уровень громкости", water_leak_state: "Протечка",
};

const NAMES_EN = {
  temperature: "Temperature", humidity: "Humidity", light_colour: "Colour",
  light_colour_temp: "Warmth of white", light_mode: "Light mode", on_off: "Power", online: "Online",
  open_percentage: "Opening", open_state: "State", open_set: "Command", battery_percentage: "Battery",
  battery_low_power: "Battery low", current: "Current", power: "Power drawn", voltage: "Voltage",
  signal_strength: "Signal", doorcontact_state: "Open", pir: "Motion", button_event: "Button",
  water_leak_state: "Leak", smoke_state: "Smoke", gas_leak_state: "Gas leak", co2: "CO₂",
};

const VALUES_RU = {
  open: "Открыть", close: "Закрыть", stop: "Стоп", auto: "Авто", low: "Низкая", medium: "Средняя",
  high: "Высокая", quiet: "Тихая", turbo: "Турбо", white: "Белый", colour: "Цветной",
  click: "нажатие", double_click: "двойное нажатие", long_press: "долгое нажатие",
  horizontal: "Горизонтально", vertical: "Вертикально", rotation: "Вращение", swing: "Качание", no: "Нет",
  left: "Влево", right: "Вправо", up: "Вверх", down: "Вниз", cooling: "Охлаждение", eco: "Эко",
  fast_cooling: "Быстрое охлаждение", fast_heating: "Быстрый нагрев", heating: "Нагрев",
  air_purification: "Очистка", comfortable_sleep: "Сон", dehumidification: "Осушение",
  self_cleaning: "Самоочистка", ventilation: "Проветривание", confirm: "ОК", back: "Назад",
  home: "Домой", play: "Пуск", pause: "Пауза", previous: "Предыдущий", next: "Следующий",
  reject: "Отклонить", unlock: "Открыть", start: "Начать", return_to_dock: "На базу",
  resume: "Продолжить", perimeter: "По периметру", spot: "Пятно", smart: "Умная",
  random_route: "Случайно", dry: "Сухая", wet: "Влажная", mixed: "Смешанная", cleaning: "Убирает",
  docked: "На базе", returning_to_dock: "Едет на базу", pir: "движение", tv: "ТВ", content: "Контент",
  c: "°C", f: "°F", screencast: "Экран",
};

const STATE_WORDS = {
  open: ["Open", "Открыто"], close: ["Closed", "Закрыто"],
  opening: ["Opening…", "Открывается…"], closing: ["Closing…", "Закрывается…"],
};

const VALUES_EN = {
  double_click: "double click", long_press: "long press", click: "click", c: "°C", f: "°F",
};

const UNITS = {
  C: ["°C", "°C"], "%": ["%", "%"], mmHg: ["mmHg", "мм рт. ст."], ppm: ["ppm", "ppm"],
  mA: ["mA", "мА"], W: ["W", "Вт"], V: ["V", "В"], l: ["l", "л"],
  "ug/m3": ["µg/m³", "мкг/м³"], "mg/m3": ["mg/m³", "мг/м³"],
};

// Where the catalogue's titles are too long for a card.
const SHORT_TITLES = {
  light: ["Light", "Свет"], hvac_radiator: ["Radiator", "Термоголовка"], socket: ["Socket", "Розетка"],
  sensor_temp: ["Temperature sensor", "Датчик температуры"], led_strip: ["LED strip", "Лента"],
  sensor_door: ["Opening sensor", "Датчик открытия"], hvac_boiler: ["Boiler", "Котёл"],
  window_blind: ["Window blind", "Жалюзи"], sensor_air: ["Air sensor", "Датчик воздуха"],
};

function featureName(key) {
  const known = catalogue.functions[key];
  if (language === "ru") return NAMES_RU[key] || key;
  return NAMES_EN[key] || (known ? known.title : key);
}

// What an enum's word is called; states of covers read differently from commands.
function valueName(key, value) {
  if (key.endsWith("_state") && STATE_WORDS[value]) {
    return STATE_WORDS[value][language === "ru" ? 1 : 0];
  }
  if (language === "ru") return VALUES_RU[value] || value;
  const plain = VALUES_EN[value] || value.replaceAll("_", " ");
  return key.startsWith("button") ? plain : plain.charAt(0).toUpperCase() + plain.slice(1);
}

function categoryName(category) {
  const titles = catalogue.categories[category];
  if (!titles) return category || "?";
  return (SHORT_TITLES[category] || titles)[language === "ru" ? 1 : 0];
}
