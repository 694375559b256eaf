(function () {
  "use strict";
  var form = document.querySelector("form");
  if (!form) { return; }
  document.documentElement.className = "scripted";
  var findings = Array.prototype.slice.call(document.querySelectorAll(".finding"));
  var groups = Array.prototype.slice.call(document.querySelectorAll("section"));
  var shown = document.getElementById("shown");
  function apply() {
    var words = form.elements.words.value.trim().toLowerCase();
    var count = 0;
    findings.forEach(function (item) {
      var box = form.elements[item.getAttribute("data-severity")];
      var visible = (!box || box.checked) && (!words || item.textContent.toLowerCase().indexOf(words) >= 0);
      item.hidden = !visible;
      count += visible ? 1 : 0;
    });
    groups.forEach(function (group) { group.hidden = !group.querySelector(".finding:not([hidden])"); });
    shown.textContent = "显示 " + count + " 条";
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  apply();
}());
