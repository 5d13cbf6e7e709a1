// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A column that is computed, as the schema describes it: one of the rules is there. */
record QualityEntry(
    @Nullable String description,
    @Nullable Regex regex,
    @Nullable Range range,
    @Nullable In in,
    @Nullable Required required,
    @Nullable Length length,
    @Nullable Difference difference,
    @Nullable Consistent consistent,
    @Nullable Exists exists)
    implements Serializable {

  /** A rule. */
  sealed interface Rule extends Serializable {
    /** The columns that it looks at. */
    List<String> columns();
  }

  record Regex(String column, String pattern, @Nullable Boolean whenNull) implements Rule {
    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  record Range(
      String column, @Nullable BigDecimal min, @Nullable BigDecimal max, @Nullable Boolean whenNull)
      implements Rule {
    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  record In(String column, List<Object> values, @Nullable Boolean whenNull) implements Rule {
    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  record Required(String column) implements Rule {
    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  record Length(
      String column, @Nullable Integer min, @Nullable Integer max, @Nullable Boolean whenNull)
      implements Rule {
    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  record Difference(String from, String to, Unit unit, @Nullable TargetType type) implements Rule {
    /** Unit of time. */
    enum Unit {
      SECONDS(1),
      MINUTES(60),
      HOURS(3_600),
      DAYS(86_400);

      private final long seconds;

      Unit(long seconds) {
        this.seconds = seconds;
      }

      long micros() {
        return seconds * 1_000_000;
      }
    }

    @Override
    public List<String> columns() {
      return List.of(from, to);
    }
  }

  record Consistent(String column, List<Object> values, String other, @Nullable Boolean whenNull)
      implements Rule {
    @Override
    public List<String> columns() {
      return List.of(column, other);
    }
  }

  record Exists(String column, String table, String key, @Nullable Boolean whenNull)
      implements Rule {
    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  /** Those rules that are there. */
  List<Rule> rules() {
    return Stream.<@Nullable Rule>of(
            regex, range, in, required, length, difference, consistent, exists)
        .flatMap(Stream::ofNullable)
        .toList();
  }

  /** The rule, of an entry that was checked. */
  Rule rule() {
    return rules().get(0);
  }
}
