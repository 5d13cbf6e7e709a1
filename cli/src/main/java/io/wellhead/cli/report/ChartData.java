// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.wellhead.cli.report.WellReport.StageRow;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** The JSON that the page's script draws one well from; see {@code report.js} for its reader. */
final class ChartData {
  private static final JsonFactory JSON = new JsonFactory();

  private ChartData() {}

  /** JSON that is safe inside a script element: no text of a well or state can end the element. */
  static String of(WellReport report) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(report, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // All of these stand only inside of JSON strings, where the escape means the same.
    return text.toString()
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private static void write(WellReport report, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", report.well().name());
    json.writeStringField("zone", report.well().zone().getId());
    json.writeNumberField(
        "offset", report.well().zone().getRules().getOffset(report.from()).getTotalSeconds());
    json.writeNumberField("from", report.from().getEpochSecond());
    json.writeNumberField("to", report.to().getEpochSecond());
    json.writeArrayFieldStart("stages");
    for (StageRow row : report.stages()) {
      writeStage(row, json);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("corrections");
    for (Correction correction : report.corrections()) {
      writeCorrection(correction, report.well().zone(), json);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("traces");
    for (Channel channel : Channel.values()) {
      List<Trace.Point> points = report.traces().getOrDefault(channel, List.of());
      List<Trace.Point> earlier = report.earlier().getOrDefault(channel, List.of());
      if (!points.isEmpty() || !earlier.isEmpty()) {
        writeTrace(channel, points, earlier, json);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeStage(StageRow row, JsonGenerator json) throws IOException {
    Stage stage = row.stage();
    json.writeStartObject();
    json.writeNumberField("number", stage.number());
    json.writeStringField("kind", StageTable.cssName(stage.operation()));
    json.writeStringField("title", "Stage " + stage.number() + ", " + StageTable.operation(stage));
    json.writeNumberField("from", stage.start().getEpochSecond());
    json.writeNumberField("to", row.until().getEpochSecond());
    json.writeEndObject();
  }

  private static void writeCorrection(Correction correction, ZoneId zone, JsonGenerator json)
      throws IOException {
    Instant at = correction.at();
    json.writeStartObject();
    json.writeStringField(
        "title", "Data change " + correction.changeId() + ", " + correction.what());
    json.writeStringField(
        "state", correction.state() + (at == null ? "" : " " + StageTable.time(at, zone)));
    json.writeBooleanField("applied", correction.isApplied());
    json.writeNumberField("from", correction.start().getEpochSecond());
    json.writeNumberField("to", correction.end().getEpochSecond() + 1);
    json.writeEndObject();
  }

  private static void writeTrace(
      Channel channel, List<Trace.Point> points, List<Trace.Point> earlier, JsonGenerator json)
      throws IOException {
    AxisStyle style = AxisStyle.of(channel);
    json.writeStartObject();
    json.writeStringField("label", channel.label());
    json.writeStringField("axisTitle", style.title() + " (" + channel.unit() + ")");
    json.writeStringField("unit", channel.unit());
    json.writeNumberField("digits", channel.digits());
    json.writeStringField("color", style.color());
    json.writeStringField("side", style.side());
    json.writeNumberField("least", style.least());
    json.writeBooleanField("inverse", style.inverse());
    json.writeBooleanField("shown", style.shown());
    writePoints(channel, points, json);
    if (!earlier.isEmpty()) {
      json.writeObjectFieldStart("before");
      writePoints(channel, earlier, json);
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writePoints(Channel channel, List<Trace.Point> points, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart("t");
    long last = 0;
    for (Trace.Point point : points) {
      json.writeNumber(point.epochSecond() - last);
      last = point.epochSecond();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("v");
    for (Trace.Point point : points) {
      if (Double.isNaN(point.value())) {
        json.writeNull();
      } else {
        json.writeNumber(shortest(point.value(), channel.digits()));
      }
    }
    json.writeEndArray();
  }

  /** Without the zero decimals that would make half of the file. */
  private static String shortest(double value, int digits) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /**
   * Where and how a curve's axis stands.
   *
   * @param least the axis reaches at least this far, so that noise around zero does not fill the
   *     plot
   * @param shown whether the curve is on at first; the legend turns it on and off
   */
  private record AxisStyle(
      String title, String color, String side, double least, boolean inverse, boolean shown) {
    static AxisStyle of(Channel channel) {
      return switch (channel) {
        case PRESSURE -> new AxisStyle("Treating pressure", "pressure", "left", 1000, false, true);
        case RATE -> new AxisStyle("Slurry rate", "rate", "right", 10, false, true);
        case PROPPANT -> new AxisStyle("Proppant conc.", "proppant", "right", 1, false, true);
        case FRICTION_REDUCER ->
            new AxisStyle("Friction reducer", "friction", "right", 1, false, false);
        case WIRELINE_DEPTH -> new AxisStyle("Wireline depth", "depth", "left", 100, true, false);
      };
    }
  }
}
