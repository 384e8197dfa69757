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
  const known = /^([\dX]{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d:\d\d)[^?~%]*)?([?~%]?)$/.exec(edtf);
  if (!known) return edtf;
  const [, year, month, day, time, doubt] = known;
  const months = wording.dates.months.split(" ");
  if (month && !months[Number(month) - 1]) return edtf;
  const monthDay = [day && Number(day), month && months[Number(month) - 1]];
  let said = [...monthDay, year === "XXXX" ? "" : year].filter(Boolean).join(" ");
  if (!said) return edtf;
  if (time) said = `${said}, ${time}`;
  if (year === "XXXX") said = say("dates", "yearUnknown", { date: said });
  if (doubt === "~" || doubt === "%") said = say("dates", "about", { date: said });
  if (doubt === "?" || doubt === "%") said = say("dates", "uncertain", { date: said });
  return said;
}
