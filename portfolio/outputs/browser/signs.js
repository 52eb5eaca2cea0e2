// The small pictures of the legend and of the north arrow.
"use strict";

ProjectMap.icon = function (light, radius, open = false) {
  const canvas = ProjectMap.element("canvas", "pm-icon");
  const half = Math.ceil(radius * 1.2 + 2);
  canvas.width = canvas.height = half * 4;
  canvas.style.width = canvas.style.height = `${half * 2}px`;
  const pen = canvas.getContext("2d");
  pen.scale(2, 2);
  pen.translate(half, half);
  ProjectMap.drawSymbol(pen, light, radius, { open, casing: 0.8 });
  return canvas;
};

// A badge of several projects on one spot.
ProjectMap.spotIcon = function () {
  const canvas = ProjectMap.element("canvas", "pm-icon");
  canvas.width = canvas.height = 32;
  canvas.style.width = canvas.style.height = "16px";
  const pen = canvas.getContext("2d");
  [["red", 0, 0.3], ["yellow", 0.3, 0.6], ["green", 0.6, 1]].forEach(([light, from, to]) => {
    pen.beginPath();
    pen.moveTo(16, 16);
    pen.arc(16, 16, 15, Math.PI * 2 * from - Math.PI / 2, Math.PI * 2 * to - Math.PI / 2);
    pen.fillStyle = ProjectMap.lights[light].colour;
    pen.fill();
  });
  pen.beginPath();
  pen.arc(16, 16, 9, 0, Math.PI * 2);
  pen.fillStyle = "#ffffff";
  pen.fill();
  pen.font = `700 13px ${ProjectMap.fonts}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillStyle = "#1f2a36";
  pen.fillText("n", 16, 16);
  return canvas;
};

ProjectMap.northArrow = function (label) {
  const arrow = ProjectMap.element("div", "pm-north");
  arrow.appendChild(ProjectMap.element("span", "", label));
  const canvas = arrow.appendChild(ProjectMap.element("canvas"));
  canvas.width = 36;
  canvas.height = 52;
  const pen = canvas.getContext("2d");
  for (const [side, colour] of [[2, "#39434e"], [34, "#ffffff"]]) {
    pen.beginPath();
    pen.moveTo(18, 2);
    pen.lineTo(side, 50);
    pen.lineTo(18, 38);
    pen.closePath();
    pen.fillStyle = colour;
    pen.strokeStyle = "#39434e";
    pen.lineWidth = 2;
    pen.fill();
    pen.stroke();
  }
  return arrow;
};
