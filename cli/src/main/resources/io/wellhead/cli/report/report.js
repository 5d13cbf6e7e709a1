(function () {
  "use strict";
  var charts = [];
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var printing = false;

  function color(name) {
    return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  }

  // ECharts places ticks in UTC; times are shifted by the site's offset so that ticks fall on the site's full hours.
  function clock(well) {
    var options = { hour12: false, month: "short", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" };
    var format;
    try {
      format = new Intl.DateTimeFormat("en-US", Object.assign({ timeZone: well.zone, hourCycle: "h23" }, options));
    } catch (unknownZone) {
      format = null;
    }
    return function (shifted) {
      var instant = new Date(format ? shifted - well.offset * 1000 : shifted);
      var parts = {};
      (format || new Intl.DateTimeFormat("en-US", Object.assign({ timeZone: "UTC" }, options)))
        .formatToParts(instant)
        .forEach(function (part) { parts[part.type] = part.value; });
      return parts;
    };
  }

  // Times travel as differences, and a value of null is a gap in the data.
  function points(well, trace) {
    var time = 0;
    return trace.t.map(function (step, i) {
      time += step;
      return [(time + well.offset) * 1000, trace.v[i]];
    });
  }

  function stageAt(well, shifted) {
    var time = shifted / 1000 - well.offset;
    for (var i = 0; i < well.stages.length; i++) {
      var stage = well.stages[i];
      if (time >= stage.from && time < stage.to) {
        return stage;
      }
    }
    return null;
  }

  function shade(well) {
    var areas = well.stages.filter(function (stage) { return stage.kind !== "standby"; }).map(function (stage, i) {
      var frac = stage.kind === "frac";
      return [{
        xAxis: (stage.from + well.offset) * 1000,
        name: frac ? String(stage.number) : "WL " + stage.number,
        itemStyle: { color: color(frac ? "frac" : "wireline"), opacity: frac ? 0.2 : 0.1 },
        label: { color: color("faint"), fontSize: 11, fontWeight: frac ? "bold" : "normal", position: "insideTop", distance: 4 }
      }, { xAxis: (stage.to + well.offset) * 1000 }];
    });
    return { silent: true, data: areas };
  }

  function correctionsAt(well, shifted, reach) {
    var time = shifted / 1000 - well.offset;
    return well.corrections.filter(function (change) { return time >= change.from - reach && time < change.to + reach; });
  }

  // A strip at the foot of the plot: stages shade its whole height already. The border keeps a second visible in a week.
  var STRIP = 0.025;

  function strip(well, axisIndex) {
    return {
      type: "line", name: "corrections", yAxisIndex: axisIndex, data: [], silent: true, z: 4,
      markArea: {
        silent: true,
        data: well.corrections.map(function (change) {
          var paint = color(change.applied ? "corrected" : "differs");
          return [{
            coord: [(Math.max(change.from, well.from) + well.offset) * 1000, 0],
            itemStyle: { color: change.applied ? paint : "transparent", opacity: 0.75, borderColor: paint, borderWidth: 1.5,
              borderType: change.applied ? "solid" : "dashed" }
          }, { coord: [(Math.min(change.to, well.to) + well.offset) * 1000, STRIP] }];
        })
      }
    };
  }

  function stripAxis() {
    return { type: "value", min: 0, max: 1, show: false };
  }

  // What a curve shows at that time: on the line between two points, or as near to one as the eye can tell.
  function drawnAt(data, x, reach) {
    var low = 0, high = data.length - 1;
    if (high < 0) { return null; }
    while (high - low > 1) {
      var middle = (low + high) >> 1;
      if (data[middle][0] <= x) { low = middle; } else { high = middle; }
    }
    var a = data[low], b = data[high];
    var inside = a[0] <= x && x <= b[0] && a[1] !== null && b[1] !== null;
    var near = [a, b].filter(function (point) {
      return point[1] !== null && (inside || Math.abs(point[0] - x) <= reach);
    }).sort(function (one, other) { return Math.abs(one[0] - x) - Math.abs(other[0] - x); });
    return near.length ? near[0][1] : null;
  }

  function nearest(data, x) {
    var low = 0, high = data.length - 1;
    if (high < 0) { return null; }
    while (high - low > 1) {
      var middle = (low + high) >> 1;
      if (data[middle][0] < x) { low = middle; } else { high = middle; }
    }
    var best = Math.abs(data[low][0] - x) <= Math.abs(data[high][0] - x) ? data[low] : data[high];
    return Math.abs(best[0] - x) <= 120000 ? best[1] : null;
  }

  var MOST_TITLES = 6;

  function pastLabel(trace) {
    return trace.label + " before";
  }

  function tooltip(well, traces, timeOf, chart) {
    return function (hovered) {
      var x = hovered[0].axisValue;
      var parts = timeOf(x);
      var stage = stageAt(well, x);
      var escape = echarts.format.encodeHTML;
      var html = "<b>" + parts.month + " " + parts.day + ", " + parts.hour + ":" + parts.minute + ":" + parts.second + "</b>";
      html += stage ? " &nbsp; " + escape(stage.title) : "";
      var drawn = chart.getOption();
      var shown = drawn.legend[0].selected;
      var reach = (drawn.dataZoom[0].endValue - drawn.dataZoom[0].startValue) / 600;
      var line = function (paint, label, trace, value) {
        return "<br><span style='display:inline-block;width:9px;height:9px;border-radius:5px;margin-right:6px;" + paint +
          "'></span>" + escape(label) + "&ensp;<b style='float:right;padding-left:16px'>" +
          (value === null ? "–" : value.toLocaleString("en-US", { minimumFractionDigits: trace.digits, maximumFractionDigits: trace.digits })) +
          " " + escape(trace.unit) + "</b>";
      };
      traces.forEach(function (trace) {
        if (shown[trace.label] === false) { return; }
        var was = trace.past.length && shown[pastLabel(trace)] !== false ? drawnAt(trace.past, x, reach) : null;
        // Of a second that was deleted there is only a before, however near the next record.
        var value = was === null ? nearest(trace.data, x) : drawnAt(trace.data, x, reach);
        html += line("background:" + color(trace.color), trace.label, trace, value);
        if (was !== null) {
          html += line("border:1px dashed " + color(trace.color), pastLabel(trace), trace, was);
        }
      });
      var changes = correctionsAt(well, x, reach / 1000);
      changes.slice(-MOST_TITLES).forEach(function (change) {
        html += "<br><span style='color:" + color(change.applied ? "corrected" : "differs") + "'>" + escape(change.title) + ": " +
          escape(change.state) + "</span>";
      });
      if (changes.length > MOST_TITLES) {
        html += "<br>and " + (changes.length - MOST_TITLES) + " other data changes";
      }
      return html;
    };
  }

  // The same number of intervals on every axis, so that all share the grid lines; room on top for the stage numbers.
  var INTERVALS = 5;

  function top(trace) {
    var most = trace.least;
    trace.data.concat(trace.past).forEach(function (point) { if (point[1] > most) { most = point[1]; } });
    var step = most * 1.1 / INTERVALS;
    var power = Math.pow(10, Math.floor(Math.log10(step)));
    var nice = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].filter(function (n) { return n * power >= step; })[0];
    return Number((nice * power * INTERVALS).toPrecision(6));
  }

  // Axes of curves that are shown stand side by side, outwards from the plot.
  function place(traces, selected) {
    var used = { left: 0, right: 0 };
    traces.forEach(function (trace) {
      if (selected[trace.label] !== false) {
        trace.axisOffset = used[trace.side] * AXIS_WIDTH;
        used[trace.side]++;
      }
    });
    return { left: 14 + Math.max(1, used.left) * AXIS_WIDTH, right: 14 + Math.max(1, used.right) * AXIS_WIDTH };
  }

  var AXIS_WIDTH = 62;

  function axis(trace, i, shown) {
    var left = trace.side === "left";
    var most = top(trace);
    return {
      type: "value",
      name: trace.axisTitle,
      nameLocation: "middle",
      nameGap: left ? 46 : 38,
      nameRotate: left ? 90 : -90,
      nameTextStyle: { color: color(trace.color), fontWeight: "bold" },
      position: trace.side,
      offset: trace.axisOffset,
      show: shown,
      inverse: trace.inverse,
      min: 0,
      max: most,
      interval: most / INTERVALS,
      axisLine: { show: true, lineStyle: { color: color(trace.color) } },
      axisTick: { show: true },
      axisLabel: {
        color: color(trace.color),
        hideOverlap: true,
        formatter: function (value) { return value.toLocaleString("en-US"); }
      },
      splitLine: { show: i === 0, lineStyle: { color: color("line") } }
    };
  }

  function labels(traces) {
    return traces.reduce(function (all, trace) {
      return all.concat(trace.past.length ? [trace.label, pastLabel(trace)] : [trace.label]);
    }, []);
  }

  // Dashed and pale; a second that stands alone is a dot.
  function pastSeries(trace, i) {
    var alone = trace.past.map(function (point, at, all) {
      return point[1] !== null && (at === 0 || all[at - 1][1] === null) && (at === all.length - 1 || all[at + 1][1] === null);
    });
    return {
      type: "line", name: pastLabel(trace), yAxisIndex: i, data: trace.past, connectNulls: false, showSymbol: true,
      symbol: "emptyCircle", symbolSize: function (value, point) { return alone[point.dataIndex] ? 5 : 0; },
      lineStyle: { width: 1.4, type: [5, 4], opacity: 0.6 }, itemStyle: { color: color(trace.color), opacity: 0.6 },
      emphasis: { disabled: true }
    };
  }

  function option(well, traces, chart, selected) {
    var timeOf = clock(well);
    var margins = place(traces, selected);
    return {
      animation: false,
      useUTC: true,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: margins.left, right: margins.right, top: 44, bottom: printing ? 40 : 70 },
      legend: { type: "scroll", top: 4, left: margins.left, right: 120, icon: "roundRect", itemWidth: 14, itemHeight: 4, itemGap: 18, textStyle: { color: color("ink") }, inactiveColor: color("wireline"), selected: selected, data: labels(traces) },
      tooltip: {
        trigger: "axis",
        axisPointer: { type: "line", snap: false, lineStyle: { color: color("faint") }, label: { show: false } },
        backgroundColor: color("card"), borderColor: color("line"), textStyle: { color: color("ink"), fontSize: 12 },
        formatter: tooltip(well, traces, timeOf, chart)
      },
      toolbox: printing ? undefined : {
        right: 0, top: 0, itemSize: 13, iconStyle: { borderColor: color("faint") },
        feature: {
          dataZoom: { yAxisIndex: "none", title: { zoom: "Drag to zoom", back: "Undo zoom" } },
          restore: { title: "Whole period" },
          saveAsImage: { title: "Save as PNG", name: well.name, backgroundColor: color("card"), pixelRatio: 2 }
        }
      },
      dataZoom: [
        { type: "inside", filterMode: "none", zoomOnMouseWheel: "ctrl", moveOnMouseMove: true, minValueSpan: 60000 },
        { type: "slider", show: !printing, filterMode: "none", height: 22, bottom: 12, minValueSpan: 60000,
          textStyle: { color: color("faint") }, borderColor: color("line"),
          labelFormatter: function (value) { var p = timeOf(value); return p.month + " " + p.day + "\n" + p.hour + ":" + p.minute; } }
      ],
      xAxis: {
        type: "time",
        min: (well.from + well.offset) * 1000,
        max: (well.to + well.offset) * 1000,
        axisLine: { lineStyle: { color: color("faint") } },
        axisLabel: {
          color: color("faint"), hideOverlap: true,
          formatter: function (value) {
            var p = timeOf(value);
            if (p.hour === "00" && p.minute === "00" && p.second === "00") { return p.month + " " + p.day; }
            return p.hour + ":" + p.minute + (p.second === "00" ? "" : ":" + p.second);
          }
        },
        splitLine: { show: false }
      },
      yAxis: traces.map(function (trace, i) { return axis(trace, i, selected[trace.label] !== false); }).concat(stripAxis()),
      series: traces.map(function (trace, i) {
        return {
          type: "line", name: trace.label, yAxisIndex: i, data: trace.data, showSymbol: false, connectNulls: false,
          lineStyle: { width: 1.4 }, itemStyle: { color: color(trace.color) }, emphasis: { disabled: true },
          markArea: i === 0 ? shade(well) : undefined
        };
      }).concat(
        traces.map(pastSeries).filter(function (series, i) { return traces[i].past.length && selected[traces[i].label] !== false; }),
        well.corrections.length ? strip(well, traces.length) : []
      )
    };
  }

  function draw(plot) {
    var well = JSON.parse(document.getElementById(plot.dataset.source).textContent);
    var chart = echarts.init(plot, null, { renderer: "canvas" });
    var traces = well.traces.map(function (trace) { 
      return Object.assign({}, trace, { data: points(well, trace), past: trace.before ? points(well, trace.before) : [] });
    });
    var selected = {};
    traces.forEach(function (trace) { selected[trace.label] = trace.shown; });
    var redraw = function () {
      var zoom = (chart.getOption() || { dataZoom: [{}] }).dataZoom[0];
      chart.setOption(option(well, traces, chart, selected), true);
      if (zoom.startValue !== undefined) {
        chart.dispatchAction({ type: "dataZoom", startValue: zoom.startValue, endValue: zoom.endValue });
      }
    };
    chart.on("legendselectchanged", function (event) {
      selected = event.selected;
      redraw();
    });
    redraw();
    charts.push({ chart: chart, redraw: redraw });
    chooseStages(plot, well, chart);
  }

  function chooseStages(plot, well, chart) {
    var section = plot.closest("section");
    var zoomTo = function (from, to) {
      chart.dispatchAction({ type: "dataZoom", startValue: (from + well.offset) * 1000, endValue: (to + well.offset) * 1000 });
    };
    section.querySelectorAll("tbody tr[data-from]").forEach(function (row) {
      row.addEventListener("click", function () {
        var from = Number(row.dataset.from), to = Number(row.dataset.to), margin = Math.max(120, (to - from) * 0.05);
        zoomTo(Math.max(well.from, from - margin), Math.min(well.to, to + margin));
        plot.scrollIntoView({ block: "nearest", behavior: "smooth" });
      });
    });
    section.querySelector("button.whole").addEventListener("click", function () { zoomTo(well.from, well.to); });
  }

  function redrawAll() {
    charts.forEach(function (one) { one.chart.resize(); one.redraw(); });
  }

  document.querySelectorAll(".plot[data-source]").forEach(draw);
  document.querySelectorAll(".needs-script").forEach(function (element) { element.hidden = false; });
  document.querySelectorAll("input.together").forEach(function (box) {
    box.addEventListener("change", function () {
      document.querySelectorAll("input.together").forEach(function (other) { other.checked = box.checked; });
      charts.forEach(function (one) { one.chart.group = box.checked ? "wells" : ""; });
      if (box.checked) { echarts.connect("wells"); } else { echarts.disconnect("wells"); }
    });
  });
  window.addEventListener("resize", function () { charts.forEach(function (one) { one.chart.resize(); }); });
  dark.addEventListener("change", redrawAll);
  window.addEventListener("beforeprint", function () { printing = true; redrawAll(); });
  window.addEventListener("afterprint", function () { printing = false; redrawAll(); });
})();
