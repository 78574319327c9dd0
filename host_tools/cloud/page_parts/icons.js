// Icons, drawn for this page on a grid of 24: outlines, one per category.

const SHAPES = {
  cloud: "M7.5 18h9.5a4 4 0 0 0 .5-8A6 6 0 0 0 6.2 9 4.5 4.5 0 0 0 7.5 18z",
  hub: "M4 14h16v6H4zM8 17h.01M12 17h4M8.5 10.5a5 5 0 0 1 7 0M6 7.5a9 9 0 0 1 12 0",
  relay: "M3 15h4M17 15h4M8.8 14.2 16 8M7 15a1 1 0 1 0 2 0 1 1 0 0 0-2 0M15 15a1 1 0 1 0 2 0 1 1 0 0 0-2 0",
  socket: "M12 3.5a8.5 8.5 0 1 0 .01 0M9 11v2M15 11v2M12 3.5V6M12 18v2.5",
  light: "M9.5 18h5M10.5 21h3M12 3a6 6 0 0 0-3.5 10.9c.6.5 1 1.2 1 2.1h5c0-.9.4-1.6 1-2.1A6 6 0 0 0 12 3z",
  led_strip: "M3 7c3-4 6-4 9 0s6 4 9 0v9c-3 4-6 4-9 0s-6-4-9 0zM6.5 10h.01M12 12.5h.01M17.5 14h.01",
  curtain: "M3 4h18M5 4v16c3.5-1 5.5-5 5.5-9V4M19 4v16c-3.5-1-5.5-5-5.5-9V4",
  window_blind: "M3.5 4h17M5 8h14M5 12h14M5 16h14M12 16v4.5M10.5 20.5h3",
  gate: "M4 20.5V8.5L12 4l8 4.5v12M8 20.5V11h8v9.5M8 14h8M8 17.2h8",
  valve: "M3 17h4l2-4h6l2 4h4M12 13V8M8 6.5h8M9.5 6.5a2.5 2 0 0 1 5 0",
  sensor_temp: "M10 14.3V5a2 2 0 0 1 4 0v9.3a4 4 0 1 1-4 0zM12 9v8M17 6h2M17 9.5h2",
  sensor_air: "M3 9h10a3 3 0 1 0-3-3M3 13h15a3 3 0 1 1-3 3M3 17h7a2 2 0 1 1-2 2",
  sensor_door: "M6 21V4.5L14 3v18M14 5h4v16M3.5 21h17M11 12v1.5",
  sensor_water_leak: "M12 3.5c3.8 4.6 5.7 7.8 5.7 10.7a5.7 5.7 0 0 1-11.4 0c0-2.9 1.9-6.1 5.7-10.7zM9.5 15a2.6 2.6 0 0 0 2.5 2.5",
  sensor_pir: "M13.5 3.2a1.6 1.6 0 1 0 .01 0M8 21l3-6 2.5 2v4M7.5 12l2-3.5 3.5-1 2.5 3.5 2.5 1M11 15l1.5-7.3M3.5 8a9 9 0 0 0 0 8",
  sensor_smoke: "M4 20h16M8 16.5c-2-2 2-4 0-6.2s2-4 0-6.3M12 16.5c-2-2 2-4 0-6.2s2-4 0-6.3M16 16.5c-2-2 2-4 0-6.2s2-4 0-6.3",
  sensor_gas: "M12 3c1 4 5 6 5 11a5 5 0 0 1-10 0c0-2 1-3.2 2-4.2 0 2 .8 3.2 2 3.2 1-3-1-6 1-10zM4 21h16",
  scenario_button: "M7 3.5h10A3.5 3.5 0 0 1 20.5 7v10a3.5 3.5 0 0 1-3.5 3.5H7A3.5 3.5 0 0 1 3.5 17V7A3.5 3.5 0 0 1 7 3.5zM12 8.5a3.5 3.5 0 1 0 .01 0",
  hvac_ac: "M3 5h18v7H3zM6.5 9h11M7 15.5c0 2-2 2-2 4.5M12 15.5V20M17 15.5c0 2 2 2 2 4.5",
  hvac_air_purifier: "M6 3h12v18H6zM9 7h6M9 10h6M12 14.5a1.5 1.5 0 1 0 .01 0",
  hvac_boiler: "M6 3h12v14H6zM9 17v4M15 17v4M12 6.5c1.5 2 2.5 3 2.5 4.5a2.5 2.5 0 0 1-5 0c0-1.5 1-2.5 2.5-4.5z",
  hvac_fan: "M12 10.8a1.2 1.2 0 1 0 .01 0M12 10.8C9 6 12 3 14 4s1 5-2 6.8M13 12.5c5.5-.5 7 3.5 5 5s-5-1-5-5M11 12.8C8 17.5 4 16.5 4 14s4-3 7-1.2",
  hvac_heater: "M4 6h16v10H4zM7 16v3M17 16v3M8 9v4M12 9v4M16 9v4",
  hvac_humidifier: "M5 14h14l-1.5 7h-11zM9 10.5c-1.5-1.5 1.5-2.5 0-4.5M12 10c-1.5-2 1.5-3 0-6M15 10.5c-1.5-1.5 1.5-2.5 0-4.5",
  hvac_radiator: "M5 6v13M9 6v13M13 6v13M17 6v13M3 8.5h18M3 16.5h18",
  hvac_underfloor_heating: "M3 19h18M3 16h18M8 12.5c-2-2 2-3 0-5.5M12 12.5c-2-2 2-3 0-5.5M16 12.5c-2-2 2-3 0-5.5",
  intercom: "M6 3h12v18H6zM12 6.5a2 2 0 1 0 .01 0M9.5 14h.01M12 14h.01M14.5 14h.01M9.5 17h.01M12 17h.01M14.5 17h.01",
  kettle: "M7 9h9l1.5 11h-12zM8.5 9a3 3 0 0 1 6 0M16.3 11H19a1.5 1.5 0 0 1 1.5 1.5v3M7 11.5 4 9.5",
  tv: "M3 5h18v12H3zM8 21h8M12 17v4",
  vacuum_cleaner: "M12 3.5a8.5 8.5 0 1 0 .01 0M12 8.5a3.5 3.5 0 1 0 .01 0M5.5 8h13",
  unknown: "M12 3.5a8.5 8.5 0 1 0 .01 0M9.5 10a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 17h.01",
  battery: "M3 8h15v8H3zM21 11v2",
  sun: "M12 8a4 4 0 1 0 .01 0M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
};

function icon(name) {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  const path = document.createElementNS(ns, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SHAPES[name] || SHAPES.unknown);
  svg.append(path);
  return svg;
}
