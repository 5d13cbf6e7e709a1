// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.output.Listing;
import io.wellhead.restream.model.Condition;
import io.wellhead.restream.model.Parameter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The columns in which parameters are shown. */
final class ParameterListing {
  private static final Map<String, String> SIGNS =
      Map.of(
          "greater_than", ">",
          "greater_than_or_equal", ">=",
          "less_than", "<",
          "less_than_or_equal", "<=",
          "equal", "=",
          "not_equal", "!=");

  private ParameterListing() {}

  static Listing<Parameter> columns() {
    return Listing.of(Parameter.class)
        .column("ID", Parameter::id)
        .column("NAME", Parameter::name)
        .column("AGGREGATION", parameter -> parameter.config().aggregation())
        .column("FIELD", parameter -> parameter.config().field())
        .column("IMPERIAL", parameter -> parameter.config().imperialUnit())
        .column("SI", parameter -> parameter.config().siUnit())
        .column("WHERE", parameter -> conditions(parameter.config().conditions()))
        .column("TYPE", Parameter::type)
        .column("PADS", parameter -> join(parameter.pads()));
  }

  private static String conditions(@org.jspecify.annotations.Nullable List<Condition> conditions) {
    return conditions == null
        ? ""
        : conditions.stream().map(ParameterListing::text).collect(Collectors.joining(" and "));
  }

  private static String text(Condition condition) {
    return "%s %s %s %s"
        .formatted(
            condition.field(),
            SIGNS.getOrDefault(condition.operator(), condition.operator()),
            condition.value().toPlainString(),
            condition.baseUnit() == null ? "" : condition.baseUnit())
        .strip();
  }

  private static String join(List<Long> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
