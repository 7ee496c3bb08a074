// Sorts a table by a column: figures by size, whatever their unit, before everything else.
(function () {
  "use strict";
  var units = { "s": 1, "ms": 1e-3, "\u00b5s": 1e-6, "ns": 1e-9 };
  function size(text) {
    var m = /^([+-]?[\d,]*\.?\d+)\s*(s|ms|\u00b5s|ns)?(?![A-Za-z0-9])/.exec(text.trim());
    return m ? parseFloat(m[1].replace(/,/g, "")) * (units[m[2]] || 1) : NaN;
  }
  function order(a, b) {
    var x = size(a), y = size(b);
    if (isNaN(x) !== isNaN(y)) { return isNaN(x) ? 1 : -1; }
    return isNaN(x) ? a.localeCompare(b) : x - y;
  }
  function sort(table, column, header) {
    var down = header.getAttribute("aria-sort") === "ascending";
    var body = table.tBodies[0];
    var rows = Array.prototype.slice.call(body.rows);
    rows.sort(function (r, s) {
      var c = order(r.cells[column].textContent, s.cells[column].textContent);
      return down ? -c : c;
    });
    rows.forEach(function (r) { body.appendChild(r); });
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (h) { h.removeAttribute("aria-sort"); });
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
  }
  document.querySelectorAll("table").forEach(function (table) {
    if (!table.tHead || !table.tBodies.length) { return; }
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (header, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.title = "Sort by this column";
      while (header.firstChild) { button.appendChild(header.firstChild); }
      button.addEventListener("click", function () { sort(table, column, header); });
      header.appendChild(button);
    });
  });
}());
