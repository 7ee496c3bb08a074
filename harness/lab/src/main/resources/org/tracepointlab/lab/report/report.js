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
// Says which tables scroll.
(function () {
  "use strict";
  function say() {
    document.querySelectorAll(".scroll").forEach(function (box) {
      box.classList.toggle("scrolls", box.scrollWidth > box.clientWidth + 1);
    });
  }
  addEventListener("resize", say);
  document.querySelectorAll("details").forEach(function (d) { d.addEventListener("toggle", say); });
  say();
}());
// Charts that answer: a tip for each mark, by pointer and by arrow keys, and a legend that hides and highlights.
(function () {
  "use strict";
  function each(root, what, act) { Array.prototype.forEach.call(root.querySelectorAll(what), act); }
  function series(element) { return element.getAttribute("data-s"); }
  function answer(figure) {
    var tip = document.createElement("div");
    tip.className = "tip";
    tip.hidden = true;
    figure.appendChild(tip);
    function hide() { tip.hidden = true; }
    function show(mark) {
      tip.textContent = mark.getAttribute("aria-label");
      tip.hidden = false;
      var at = mark.getBoundingClientRect(), all = figure.getBoundingClientRect();
      var left = at.left + at.width / 2 - all.left + 12;
      tip.style.left = Math.max(0, Math.min(left, all.width - tip.offsetWidth)) + "px";
      tip.style.top = Math.max(0, at.top - all.top - tip.offsetHeight - 6) + "px";
    }
    function light(number) {
      each(figure, ".chart [data-s]", function (e) {
        e.classList.toggle("dim", number !== null && series(e) !== number);
      });
    }
    function marks(svg) {
      return Array.prototype.filter.call(svg.querySelectorAll(".mark"), function (m) {
        return !m.classList.contains("off");
      });
    }
    function enter(svg) {
      each(svg, ".mark", function (m) { m.setAttribute("tabindex", "-1"); });
      var first = marks(svg)[0];
      if (first) { first.setAttribute("tabindex", "0"); }
    }
    function go(svg, from, to) {
      from.setAttribute("tabindex", "-1");
      to.setAttribute("tabindex", "0");
      to.focus();
    }
    // The mark that is nearest on the axis, of the next series that is shown.
    function across(all, from, step) {
      var order = all.map(series).filter(function (s, i, a) { return a.indexOf(s) === i; });
      var next = order[(order.indexOf(series(from)) + step + order.length) % order.length];
      var x = from.getBoundingClientRect().left;
      return all.filter(function (m) { return series(m) === next; }).reduce(function (a, b) {
        return Math.abs(b.getBoundingClientRect().left - x) < Math.abs(a.getBoundingClientRect().left - x) ? b : a;
      });
    }
    each(figure, ".chart svg", function (svg) {
      each(svg, ".mark", function (mark) {
        var title = mark.querySelector("title");
        mark.setAttribute("aria-label", title.textContent);
        mark.removeChild(title);
        mark.addEventListener("mouseenter", function () { show(mark); });
        mark.addEventListener("mouseleave", hide);
        mark.addEventListener("focus", function () { show(mark); });
        mark.addEventListener("blur", hide);
        mark.addEventListener("click", function () { show(mark); });
      });
      enter(svg);
      svg.addEventListener("keydown", function (event) {
        var all = marks(svg), at = all.indexOf(event.target);
        if (at < 0) { return; }
        var to = { ArrowRight: all[at + 1], ArrowLeft: all[at - 1], Home: all[0], End: all[all.length - 1] }[event.key];
        if (event.key === "ArrowUp" || event.key === "ArrowDown") {
          to = across(all, event.target, event.key === "ArrowDown" ? 1 : -1);
        }
        if (event.key === "Escape") { hide(); }
        if (to) { go(svg, event.target, to); event.preventDefault(); }
      });
    });
    each(figure, ".legend li", function (item) {
      var button = document.createElement("button"), number = series(item);
      button.type = "button";
      button.title = "Hide or show this series";
      button.setAttribute("aria-pressed", "true");
      while (item.firstChild) { button.appendChild(item.firstChild); }
      item.appendChild(button);
      button.addEventListener("click", function () {
        var shown = button.getAttribute("aria-pressed") === "false";
        button.setAttribute("aria-pressed", "" + shown);
        each(figure, ".chart [data-s=\"" + number + "\"]", function (e) { e.classList.toggle("off", !shown); });
        each(figure, ".chart svg", enter);
      });
      ["mouseenter", "focus"].forEach(function (e) { button.addEventListener(e, function () { light(number); }); });
      ["mouseleave", "blur"].forEach(function (e) { button.addEventListener(e, function () { light(null); }); });
    });
  }
  each(document, "figure", answer);
}());
