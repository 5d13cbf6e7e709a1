// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.PlainText;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A condition on rows of one schema. */
final class Filter {
  /** Tells whether it holds of a row; null where that is unknown. */
  @FunctionalInterface
  private interface Test {
    @Nullable Boolean of(List<@Nullable Object> row, boolean delete);
  }

  private final Test test;

  Filter(Condition condition, List<PayloadColumn> columns) {
    test = test(condition, columns);
  }

  /**
   * Whether the row is kept: what is unknown keeps a delete, which may have no more than its key.
   */
  boolean keeps(List<@Nullable Object> row, boolean delete) {
    Boolean holds = test.of(row, delete);
    return holds == null ? delete : holds;
  }

  private static Test test(Condition condition, List<PayloadColumn> columns) {
    if (condition.and() != null) {
      return all(condition.and().stream().map(one -> test(one, columns)).toList(), false);
    } else if (condition.or() != null) {
      return all(condition.or().stream().map(one -> test(one, columns)).toList(), true);
    }
    int index = ColumnFinder.find(String.valueOf(condition.column()), columns);
    ValueTest test = ofValue(condition);
    boolean wantsNull = condition.op() == Condition.Op.IS_NULL;
    boolean ofNull = wantsNull || condition.op() == Condition.Op.NOT_NULL;
    return (row, delete) -> {
      Object value = index < 0 ? null : row.get(index);
      if (value == null) {
        return (ofNull && !delete) ? wantsNull : null;
      }
      return test.of(value);
    };
  }

  /** Ends with the first that decides: one that does not hold of and, one that holds of or. */
  private static Test all(List<Test> tests, boolean decisive) {
    return (row, delete) -> {
      Boolean result = !decisive;
      for (Test test : tests) {
        Boolean one = test.of(row, delete);
        if (one == null) {
          result = null;
        } else if (one == decisive) {
          return decisive;
        }
      }
      return result;
    };
  }

  /** Tells whether it holds of a value. */
  @FunctionalInterface
  private interface ValueTest {
    boolean of(Object value);
  }

  private static ValueTest ofValue(Condition condition) {
    Condition.Op op = requireNonNull(condition.op(), "checked");
    switch (op) {
      case IS_NULL -> {
        return value -> false;
      }
      case NOT_NULL -> {
        return value -> true;
      }
      case IN -> {
        List<Comparison> values =
            requireNonNull(condition.values(), "checked").stream().map(Comparison::new).toList();
        return value -> values.stream().anyMatch(one -> one.isEqual(value));
      }
      case MATCHES -> {
        Pattern pattern = Pattern.compile(String.valueOf(condition.value()));
        return value -> pattern.matcher(PlainText.of(value)).matches();
      }
      default -> {
        Comparison with = new Comparison(requireNonNull(condition.value(), "checked"));
        return value -> {
          Integer order = with.compare(value);
          return order == null ? op == Condition.Op.NE : holds(op, order);
        };
      }
    }
  }

  private static boolean holds(Condition.Op op, int order) {
    return switch (op) {
      case EQ -> order == 0;
      case NE -> order != 0;
      case LT -> order < 0;
      case LE -> order <= 0;
      case GT -> order > 0;
      case GE -> order >= 0;
      case IN, MATCHES, IS_NULL, NOT_NULL -> throw new IllegalStateException(op + " has no order");
    };
  }
}
