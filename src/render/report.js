// The reading cursor of the charts. Everything else on the page works without it.
(() => {
  "use strict";
  const live = document.getElementById("live");
  let announcing = 0;

  const number = (cell) => Number.parseFloat(cell.textContent.replace("\u2212", "-"));

  // Names, units and values of a chart stand in its table; the drawing knows its scales.
  const readChart = (figure) => {
    const head = [...figure.querySelectorAll("thead th")];
    const rows = [...figure.querySelectorAll("tbody tr")].map((row) => [...row.cells]);
    const group = figure.querySelector(".cursor");
    const scale = Object.fromEntries(Object.entries(group.dataset).map(([key, value]) => [key, Number(value)]));
    const series = head.flatMap((cell, column) => {
      if (!("name" in cell.dataset)) return [];
      const next = head[column + 1];
      return [{ column, name: cell.dataset.name, unit: cell.dataset.unit, hasSpread: next && "sd" in next.dataset }];
    });
    return { figure, rows, group, scale, series, overCycle: head[0].textContent.startsWith("%"), at: 0 };
  };

  const describe = (chart) => {
    const cells = chart.rows[chart.at];
    const place = cells[0].textContent + (chart.overCycle ? " %" : " s");
    const parts = chart.series.map(({ column, name, unit, hasSpread }) => {
      const spread = hasSpread && cells[column + 1].textContent !== "–" ? ` ± ${cells[column + 1].textContent}` : "";
      return `${name} ${cells[column].textContent}${spread}${unit === "°" ? "" : " "}${unit}`;
    });
    return `At ${place}: ${parts.join(", ")}`;
  };

  const draw = (chart) => {
    const { scale, rows, group } = chart;
    const last = Math.max(1, rows.length - 1);
    const x = scale.x0 + (chart.at / last) * (scale.x1 - scale.x0);
    const line = group.querySelector("line");
    line.setAttribute("x1", x);
    line.setAttribute("x2", x);
    group.querySelectorAll("circle").forEach((dot, i) => {
      const value = number(rows[chart.at][chart.series[i].column]);
      const known = Number.isFinite(value);
      dot.setAttribute("visibility", known ? "inherit" : "hidden");
      if (!known) return;
      dot.setAttribute("cx", x);
      dot.setAttribute("cy", scale.y0 + ((value - scale.v0) / (scale.v1 - scale.v0)) * (scale.y1 - scale.y0));
    });
    group.classList.add("on");
    chart.figure.querySelector(".readout").textContent = describe(chart);
  };

  const charts = [...document.querySelectorAll("figure.chart")].map(readChart);

  // All charts of one side that share the axis show the same instant.
  const moveTo = (chart, at, announce) => {
    const index = Math.min(chart.rows.length - 1, Math.max(0, at));
    for (const other of charts) {
      if (other.figure.dataset.side !== chart.figure.dataset.side || other.rows.length !== chart.rows.length) continue;
      other.at = index;
      draw(other);
    }
    if (!announce) return;
    clearTimeout(announcing);
    announcing = setTimeout(() => { live.textContent = describe(chart); }, 120);
  };

  // The line under a chart keeps its place, so that nothing moves when it fills; the first one says how.
  const hide = () => {
    charts.forEach((chart, i) => {
      chart.group.classList.remove("on");
      const hint = i === 0 ? "Point at a curve or use the arrow keys to read it." : "\u00a0";
      chart.figure.querySelector(".readout").textContent = hint;
    });
  };

  const keys = (chart) => {
    const last = chart.rows.length - 1;
    const far = Math.max(1, Math.round(last / 10));
    const step = Math.max(1, Math.round(last / 100));
    return {
      ArrowLeft: () => chart.at - step, ArrowDown: () => chart.at - step,
      ArrowRight: () => chart.at + step, ArrowUp: () => chart.at + step,
      PageDown: () => chart.at - far, PageUp: () => chart.at + far,
      Home: () => 0, End: () => last,
    };
  };

  for (const chart of charts) {
    const plot = chart.figure.querySelector(".plot");
    const title = chart.figure.querySelector("svg[role=img] title").textContent;
    const moves = keys(chart);
    plot.tabIndex = 0;
    plot.setAttribute("role", "application");
    plot.setAttribute("aria-roledescription", "chart");
    plot.setAttribute("aria-label", `${title} Arrow keys read the values.`);
    plot.addEventListener("keydown", (event) => {
      if (event.key === "Escape") return hide();
      if (!(event.key in moves) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      moveTo(chart, moves[event.key](), true);
    });
    plot.addEventListener("pointermove", (event) => {
      const svg = plot.querySelector("svg");
      const box = svg.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width;
      const share = (x - chart.scale.x0) / (chart.scale.x1 - chart.scale.x0);
      if (share > -0.03 && share < 1.03) moveTo(chart, Math.round(share * (chart.rows.length - 1)), false);
    });
    plot.addEventListener("pointerleave", () => { if (document.activeElement !== plot) hide(); });
    plot.addEventListener("blur", hide);
  }
  hide();
})();
