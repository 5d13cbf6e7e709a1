// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.records;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields of a set of records: a row's values and texts stand at these positions. */
public final class FieldTable {

  /** Valve positions: the measurement locations of a site's valve sensors (section 2.3). */
  public static final List<String> VALVES = List.of("upper_master_valve", "swab_valve");

  private static final String[] COLORS = {"#EA5545", "#B33DC6", "#27AEEF", "#87BC45", "#EF9B20"};

  private final List<FieldSpec> numbers;
  private final List<String> texts;
  private final Map<String, Integer> numberIndex = new HashMap<>();

  public FieldTable(List<FieldSpec> numbers, List<String> texts) {
    this.numbers = List.copyOf(numbers);
    this.texts = List.copyOf(texts);
    for (int i = 0; i < numbers.size(); i++) {
      numberIndex.putIfAbsent(numbers.get(i).name(), i);
    }
  }

  /** The simulation's catalogue. */
  public static FieldTable simulated() {
    InputStream resource =
        Objects.requireNonNull(
            FieldTable.class.getResourceAsStream("/io/wellhead/sandbox/restream/fields.psv"));
    List<FieldSpec> fields = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          fields.add(parse(line.split("\\|", -1)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FieldTable(fields, VALVES);
  }

  private static FieldSpec parse(String[] cells) {
    return new FieldSpec(
        cells[0],
        cells[1],
        text(cells[2]),
        text(cells[3]),
        text(cells[4]),
        text(cells[5]),
        number(cells[6]),
        number(cells[7]),
        number(cells[8]),
        number(cells[9]),
        FieldSpec.Cadence.valueOf(cells[10].toUpperCase(Locale.ROOT)),
        Double.parseDouble(cells[11]),
        Double.parseDouble(cells[12]),
        Double.parseDouble(cells[13]),
        Integer.parseInt(cells[14]));
  }

  private static @Nullable String text(String cell) {
    return cell.isEmpty() ? null : cell;
  }

  private static @Nullable Double number(String cell) {
    return cell.isEmpty() ? null : Double.valueOf(cell);
  }

  public List<FieldSpec> numbers() {
    return numbers;
  }

  public List<String> texts() {
    return texts;
  }

  /** Position of a numeric field, or -1. */
  public int indexOf(String name) {
    return numberIndex.getOrDefault(name, -1);
  }

  /** Position of a numeric field that must exist. */
  public int require(String name) {
    int index = indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("field=" + name + " is not in the catalogue");
    }
    return index;
  }

  /**
   * The answer of the fields endpoint. A pad lists one name twice and one legacy field more than a
   * site (section 2.4).
   */
  public List<Map<String, @Nullable Object>> describe(boolean pad) {
    List<Map<String, @Nullable Object>> entries = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      FieldSpec field = numbers.get(i);
      if (pad || field.cadence() != FieldSpec.Cadence.NONE) {
        entries.add(field.describe(5500 + i, COLORS[i % COLORS.length]));
      }
    }
    if (pad) {
      FieldSpec duplicate = numbers.get(require("slurry_rate"));
      entries.add(duplicate.describe(5500 + numbers.size(), COLORS[0]));
    }
    return entries;
  }
}
