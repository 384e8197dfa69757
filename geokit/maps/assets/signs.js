// The signs of the map, drawn alike on the map, in the legend and in a picture of it: a dot for a spot, a
// hollow one for somewhere in a shape, a broken one for a country; a square for what is no event; several
// together as a ring in the colours of their types around their number.

const SIGN_RADIUS = 7;
const TURN = 2 * Math.PI;

function signRadius(sign) {
  return sign.count > 1 ? Math.min(22, 11 + 2.6 * Math.log10(sign.count)) : SIGN_RADIUS;
}

function drawSign(pen, x, y, sign, theme) {
  const radius = signRadius(sign);
  pen.save();
  pen.lineCap = "butt";
  traceSign(pen, x, y, radius + (sign.lit ? 4 : 2), sign);
  pen.fillStyle = theme(sign.lit ? "lit" : "paper");
  pen.fill();
  if (sign.count > 1) drawSeveral(pen, x, y, radius, sign, theme);
  else drawOne(pen, x, y, radius, sign, theme);
  pen.restore();
}

function drawOne(pen, x, y, radius, sign, theme) {
  const [[colour]] = sign.parts;
  const hollow = sign.hollow || sign.country || !sign.isEvent;
  traceSign(pen, x, y, radius, sign);
  pen.fillStyle = hollow ? theme("paper") : colour;
  pen.fill();
  if (hollow) {
    const width = sign.hollow && !sign.country ? 4.5 : 3.2;
    traceSign(pen, x, y, radius - width / 2, sign);
    pen.lineWidth = width;
    pen.strokeStyle = colour;
    if (sign.country) pen.setLineDash([3.6, 2.4]);
    pen.stroke();
    pen.setLineDash([]);
  }
  if (sign.country) return;
  traceSign(pen, x, y, radius, sign);
  pen.lineWidth = 1;
  pen.strokeStyle = theme("edge");
  pen.stroke();
}

function drawSeveral(pen, x, y, radius, sign, theme) {
  const width = Math.max(4, radius * 0.3);
  traceSign(pen, x, y, radius, sign);
  pen.fillStyle = theme("paper");
  pen.fill();
  pen.save();
  traceSign(pen, x, y, radius, sign);
  pen.clip();
  let from = -TURN / 4;
  for (const [colour, count] of sign.parts) {
    const to = from + (count / sign.count) * TURN;
    pen.beginPath();
    pen.moveTo(x, y);
    pen.arc(x, y, radius * 1.5, from, to);
    pen.fillStyle = colour;
    pen.fill();
    from = to;
  }
  pen.restore();
  traceSign(pen, x, y, radius, sign);
  pen.lineWidth = 1;
  pen.strokeStyle = theme("edge");
  if (sign.country) pen.setLineDash([3, 3]);
  pen.stroke();
  pen.setLineDash([]);
  traceSign(pen, x, y, radius - width, sign);
  pen.fillStyle = theme("paper");
  pen.fill();
  pen.fillStyle = theme("ink");
  pen.font = `600 ${radius > 14 ? 12 : 11}px ${theme("text")}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(shortNumber(sign.count), x, y + 0.5);
}

function traceSign(pen, x, y, radius, sign) {
  pen.beginPath();
  if (sign.isEvent) pen.arc(x, y, radius, 0, TURN);
  else pen.roundRect(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8, 2.5);
}

function shortNumber(n) {
  if (n < 1000) return String(n);
  return n < 10000 ? `${(n / 1000).toFixed(1)}k` : `${Math.round(n / 1000)}k`;
}
