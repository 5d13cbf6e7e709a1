// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import static io.wellhead.transforms.changesettings.Problems.member;

import io.wellhead.transforms.changesettings.QualityEntry.Consistent;
import io.wellhead.transforms.changesettings.QualityEntry.Difference;
import io.wellhead.transforms.changesettings.QualityEntry.Length;
import io.wellhead.transforms.changesettings.QualityEntry.Range;
import io.wellhead.transforms.changesettings.QualityEntry.Regex;
import io.wellhead.transforms.changesettings.QualityEntry.Rule;

/** What a schema cannot say of quality rules. */
final class QualityChecks {
  private QualityChecks() {}

  static void check(QualityEntry quality, String path, Problems problems) {
    if (quality.rules().size() != 1) {
      problems.add(
          path,
          quality.rules().size()
              + " rules found; accepted: one of regex, range, in, required, length, difference,"
              + " consistent, exists");
    }
    quality.rules().forEach(rule -> check(rule, path, problems));
  }

  private static void check(Rule rule, String path, Problems problems) {
    if (rule instanceof Regex regex) {
      Expressions.check(regex.pattern(), member(member(path, "regex"), "pattern"), problems);
    } else if (rule instanceof Range range) {
      if (range.min() != null && range.max() != null && range.min().compareTo(range.max()) > 0) {
        problems.add(member(path, "range"), "min is greater than max");
      }
    } else if (rule instanceof Length length) {
      if (length.min() != null && length.max() != null && length.min() > length.max()) {
        problems.add(member(path, "length"), "min is greater than max");
      }
    } else if (rule instanceof Difference difference) {
      if (difference.from().equalsIgnoreCase(difference.to())) {
        problems.add(member(path, "difference"), "from and to are the same column");
      }
    } else if (rule instanceof Consistent consistent
        && consistent.column().equalsIgnoreCase(consistent.other())) {
      problems.add(member(path, "consistent"), "column and other are the same column");
    }
  }
}
