// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.PlainText;
import io.wellhead.transforms.changeevents.UnifiedType;
import io.wellhead.transforms.changesettings.QualityEntry.Consistent;
import io.wellhead.transforms.changesettings.QualityEntry.Difference;
import io.wellhead.transforms.changesettings.QualityEntry.In;
import io.wellhead.transforms.changesettings.QualityEntry.Length;
import io.wellhead.transforms.changesettings.QualityEntry.Range;
import io.wellhead.transforms.changesettings.QualityEntry.Regex;
import io.wellhead.transforms.changesettings.QualityEntry.Required;
import io.wellhead.transforms.changesettings.QualityEntry.Rule;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A column that is computed from the others of its row. */
final class QualityColumn {
  private final PayloadColumn column;
  private final Computing computing;

  /** Computes the value of a row. */
  @FunctionalInterface
  private interface Computing {
    @Nullable Object of(@Nullable Object[] row);
  }

  private QualityColumn(PayloadColumn column, Computing computing) {
    this.column = column;
    this.computing = computing;
  }

  /** Works out the rule for rows of these columns; one that is not among them is null. */
  static QualityColumn of(String name, Rule rule, List<PayloadColumn> columns) {
    int[] places =
        rule.columns().stream().mapToInt(one -> ColumnFinder.find(one, columns)).toArray();
    UnifiedType type = UnifiedType.BOOLEAN;
    Computing computing;
    if (rule instanceof Regex regex) {
      Pattern pattern = Pattern.compile(regex.pattern());
      computing =
          flag(
              places[0], value -> pattern.matcher(PlainText.of(value)).matches(), regex.whenNull());
    } else if (rule instanceof Range range) {
      computing = flag(places[0], value -> isWithin(value, range), range.whenNull());
    } else if (rule instanceof In in) {
      computing = flag(places[0], isOneOf(in.values()), in.whenNull());
    } else if (rule instanceof Required) {
      computing =
          flag(places[0], value -> !(value instanceof String text && text.isBlank()), false);
    } else if (rule instanceof Length length) {
      computing = flag(places[0], value -> isWithin(value, length), length.whenNull());
    } else if (rule instanceof Consistent consistent) {
      Predicate<Object> asks = isOneOf(consistent.values());
      computing =
          row -> {
            Object value = at(places[0], row);
            return value == null
                ? consistent.whenNull()
                : (Object) (asks.test(value) == (at(places[1], row) != null));
          };
    } else if (rule instanceof Difference difference) {
      boolean real = difference.type() == TargetType.FLOAT64;
      type = real ? UnifiedType.DOUBLE : UnifiedType.LONG;
      computing =
          row -> {
            Long units = units(at(places[0], row), at(places[1], row), difference.unit());
            return units == null || !real ? units : (Object) units.doubleValue();
          };
    } else {
      throw new IllegalArgumentException(rule + " is not computed from the row");
    }
    return new QualityColumn(PayloadColumn.of(name, type), computing);
  }

  private static Computing flag(int place, Predicate<Object> test, @Nullable Boolean whenNull) {
    return row -> {
      Object value = at(place, row);
      return value == null ? whenNull : (Object) test.test(value);
    };
  }

  private static @Nullable Object at(int place, @Nullable Object[] row) {
    return place < 0 ? null : row[place];
  }

  private static boolean isWithin(Object value, Range range) {
    try {
      BigDecimal number = Casts.number(value, "a number");
      return (range.min() == null || number.compareTo(range.min()) >= 0)
          && (range.max() == null || number.compareTo(range.max()) <= 0);
    } catch (CastException e) {
      return false;
    }
  }

  private static boolean isWithin(Object value, Length length) {
    String text = PlainText.of(value).strip();
    int characters = text.codePointCount(0, text.length());
    return (length.min() == null || characters >= length.min())
        && (length.max() == null || characters <= length.max());
  }

  private static Predicate<Object> isOneOf(List<Object> values) {
    List<Comparison> comparisons = values.stream().map(Comparison::new).toList();
    return value -> {
      for (Comparison comparison : comparisons) {
        if (comparison.isEqual(value)) {
          return true;
        }
      }
      return false;
    };
  }

  private static @Nullable Long units(
      @Nullable Object from, @Nullable Object to, Difference.Unit unit) {
    try {
      return from == null || to == null
          ? null
          : Math.subtractExact(Times.micros(to, "a time"), Times.micros(from, "a time"))
              / unit.micros();
    } catch (CastException | ArithmeticException e) {
      // Text that is no time, or an infinity of the source.
      return null;
    }
  }

  PayloadColumn column() {
    return column;
  }

  /** Its value in a row of those columns. */
  @Nullable Object of(@Nullable Object[] row) {
    return computing.of(row);
  }
}
