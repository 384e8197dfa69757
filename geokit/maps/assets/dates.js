// EDTF dates in words. What is not understood is shown as it stands.

function sayDate(edtf) {
  if (!edtf) return "";
  const ends = edtf.split("/");
  return ends.length === 2 ? sayInterval(...ends) : sayMoment(edtf);
}

function sayInterval(from, to) {
  const open = (end) => end === ".." || end === "";
  if (open(from) && open(to)) return say("dates", "ongoing");
  if (open(to)) return say("dates", "since", { from: sayMoment(from) });
  if (open(from)) return say("dates", "until", { to: sayMoment(to) });
  return say("dates", "range", { from: sayMoment(from), to: sayMoment(to) });
}

function sayMoment(edtf) {
  const decade = /^(\d{3})X$/.exec(edtf);
  if (decade) return say("dates", "decade", { year: `${decade[1]}0` });
  const known = /^([\dX]{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d:\d\d)[^?~%]*)?([?~%]?)$/.exec(edtf);
  if (!known) return edtf;
  const [, year, month, day, time, doubt] = known;
  const name = month && wording.dates.months.split(" ")[Number(month) - 1];
  if (month && !name) return edtf;
  let said = sayCalendar(year === "XXXX" ? null : year, name, day && Number(day));
  if (!said) return edtf;
  if (time) said = `${said}, ${time}`;
  if (year === "XXXX") said = say("dates", "yearUnknown", { date: said });
  if (doubt === "~" || doubt === "%") said = say("dates", "about", { date: said });
  if (doubt === "?" || doubt === "%") said = say("dates", "uncertain", { date: said });
  return said;
}

function sayCalendar(year, month, day) {
  const parts = [year && "year", month && "month", day && "day"].filter(Boolean).join("_");
  return parts ? say("dates", parts, { year, month, day }) : "";
}

function sayDay(number) {
  return sayMoment(dayText(number));
}
