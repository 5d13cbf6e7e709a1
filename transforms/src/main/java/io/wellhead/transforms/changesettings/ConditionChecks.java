// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import static io.wellhead.transforms.changesettings.Problems.item;
import static io.wellhead.transforms.changesettings.Problems.member;

import io.wellhead.transforms.changesettings.Condition.Op;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a schema cannot say of conditions: which members belong together. */
final class ConditionChecks {
  private ConditionChecks() {}

  static void check(Condition condition, String path, Problems problems) {
    int kinds =
        (condition.and() == null ? 0 : 1)
            + (condition.or() == null ? 0 : 1)
            + (condition.column() == null && condition.op() == null ? 0 : 1);
    if (kinds != 1) {
      problems.add(path, "accepted: either and, or or, or column with op");
      return;
    }
    checkAll(condition.and(), member(path, "and"), problems);
    checkAll(condition.or(), member(path, "or"), problems);
    if (condition.and() != null || condition.or() != null) {
      if (condition.value() != null || condition.values() != null) {
        problems.add(path, "value and values belong to a column");
      }
      return;
    }
    Op op = condition.op();
    if (condition.column() == null || op == null) {
      problems.add(path, (op == null ? "op" : "column") + " is missing");
      return;
    }
    if (op.isOfOneValue() != (condition.value() != null)
        || (op == Op.IN) != (condition.values() != null)) {
      String accepted =
          op.isOfOneValue() ? "value" : op == Op.IN ? "values" : "neither value nor values";
      problems.add(path, op.word() + " is given with " + accepted);
    } else if (op == Op.MATCHES) {
      if (condition.value() instanceof String text) {
        Expressions.check(text, member(path, "value"), problems);
      } else {
        problems.add(
            member(path, "value"), condition.value() + " found; accepted: a regular expression");
      }
    }
  }

  private static void checkAll(@Nullable List<Condition> all, String path, Problems problems) {
    for (int i = 0; all != null && i < all.size(); i++) {
      check(all.get(i), item(path, i), problems);
    }
  }
}
