// A picture of the view, with title, what was chosen, legend, scale and credits: to save and to print.
// Tiles and layers of the user's own are not in it: it holds what the page itself draws.

const PICTURE_RATIO = 2;
const HEAD = 64;
const FOOT = 30;
const PAD = 16;

function drawPicture(page, theme) {
  const { map } = page;
  const size = map.getSize();
  const canvas = element("canvas", "gk-picture");
  canvas.width = size.x * PICTURE_RATIO;
  canvas.height = (size.y + HEAD + FOOT) * PICTURE_RATIO;
  const pen = canvas.getContext("2d");
  pen.scale(PICTURE_RATIO, PICTURE_RATIO);
  pen.fillStyle = theme("paper");
  pen.fillRect(0, 0, size.x, size.y + HEAD + FOOT);
  const shown = page.theme;
  page.theme = theme;
  pen.save();
  pen.translate(0, HEAD);
  pen.beginPath();
  pen.rect(0, 0, size.x, size.y);
  pen.clip();
  pen.fillStyle = theme("sea");
  pen.fillRect(0, 0, size.x, size.y);
  page.drawMap(pen, viewOf(map, map.getPixelBounds().min, size, L.point(0, 0)));
  drawLegend(pen, size, page, theme);
  drawScale(pen, size, map, theme);
  pen.restore();
  page.theme = shown;
  page.redraw();
  drawHead(pen, size, page, theme);
  drawFoot(pen, size, page, theme);
  return canvas;
}

function drawHead(pen, size, page, theme) {
  pen.textBaseline = "alphabetic";
  pen.textAlign = "left";
  pen.fillStyle = theme("ink");
  pen.font = `600 20px ${theme("display")}`;
  pen.fillText(fitted(pen, page.settings.title, size.x - 2 * PAD), PAD, 28);
  pen.fillStyle = theme("soft-ink");
  pen.font = `13px ${theme("text")}`;
  pen.fillText(fitted(pen, page.sayShown(), size.x - 2 * PAD), PAD, 50);
}

function drawFoot(pen, size, page, theme) {
  pen.fillStyle = theme("soft-ink");
  pen.font = `11px ${theme("text")}`;
  pen.fillText(fitted(pen, page.settings.attribution, size.x - 2 * PAD), PAD, size.y + HEAD + 19);
}

function fitted(pen, text, width) {
  if (pen.measureText(text).width <= width) return text;
  const letters = Array.from(text).slice(0, 300);
  while (letters.length && pen.measureText(`${letters.join("")}…`).width > width) letters.pop();
  return `${letters.join("")}…`;
}

function drawLegend(pen, size, page, theme) {
  const { types, signs } = legendEntries(page, page.rows());
  const entries = [...types, ...signs];
  if (!entries.length) return;
  const step = Math.min(23, (size.y - 2 * PAD - 40) / entries.length);
  pen.font = `12px ${theme("text")}`;
  const width = Math.min(
    size.x * 0.4,
    54 + Math.max(...entries.map(({ text }) => pen.measureText(text).width)),
  );
  const height = entries.length * step + 16;
  const top = size.y - PAD - height;
  pen.globalAlpha = 0.93;
  pen.fillStyle = theme("paper");
  pen.strokeStyle = theme("line");
  pen.beginPath();
  pen.roundRect(PAD, top, width, height, 6);
  pen.fill();
  pen.globalAlpha = 1;
  pen.lineWidth = 1;
  pen.stroke();
  entries.forEach(({ text, draw }, at) => {
    const y = top + 8 + step * (at + 0.5);
    draw(pen, PAD + 24, y, theme);
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    pen.font = `12px ${theme("text")}`;
    pen.fillStyle = theme("ink");
    pen.fillText(fitted(pen, text, width - 52), PAD + 44, y);
  });
}

function drawScale(pen, size, map, theme) {
  const y = size.y / 2;
  const metres = map.distance(map.containerPointToLatLng([0, y]), map.containerPointToLatLng([100, y]));
  const power = 10 ** Math.floor(Math.log10(metres));
  const round = [5, 2, 1].find((step) => step * power <= metres) * power;
  const width = (round / metres) * 100;
  const [right, bottom] = [size.x - PAD, size.y - PAD];
  pen.strokeStyle = theme("ink");
  pen.fillStyle = theme("ink");
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.moveTo(right - width, bottom - 6);
  pen.lineTo(right - width, bottom);
  pen.lineTo(right, bottom);
  pen.lineTo(right, bottom - 6);
  pen.stroke();
  pen.font = `11px ${theme("text")}`;
  pen.textAlign = "center";
  pen.textBaseline = "alphabetic";
  pen.fillText(round >= 1000 ? `${round / 1000} km` : `${round} m`, right - width / 2, bottom - 8);
}

async function savePicture(page) {
  const canvas = drawPicture(page, page.theme);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  saveFile("map.png", "image/png", blob);
}

// On paper the picture stands in the page's stead, in the light colours whatever the screen has.
function printable(page) {
  const sheet = element("div", "gk-print");
  document.body.append(sheet);
  window.addEventListener("beforeprint", () => sheet.replaceChildren(drawPicture(page, lightTheme())));
  window.addEventListener("afterprint", () => sheet.replaceChildren());
}
