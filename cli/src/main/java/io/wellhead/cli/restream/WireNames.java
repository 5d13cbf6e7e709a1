// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.restream.model.Aggregation;
import io.wellhead.restream.model.FillMethod;
import io.wellhead.restream.model.Resolution;
import io.wellhead.restream.model.StageName;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Accepts on the command line the words that the service itself uses. */
final class WireNames {
  private WireNames() {}

  static final class OfStageName extends Converter<StageName> {
    OfStageName() {
      super(StageName.values(), StageName::wireName);
    }
  }

  static final class OfResolution extends Converter<Resolution> {
    OfResolution() {
      super(Resolution.values(), Resolution::wireName);
    }
  }

  static final class OfAggregation extends Converter<Aggregation> {
    OfAggregation() {
      super(Aggregation.values(), Aggregation::wireName);
    }
  }

  static final class OfFillMethod extends Converter<FillMethod> {
    OfFillMethod() {
      super(FillMethod.values(), FillMethod::wireName);
    }
  }

  /** From wire name to value; also the words that a shell completes. */
  private abstract static class Converter<E extends Enum<E>>
      implements ITypeConverter<E>, Iterable<String> {
    private final List<E> values;
    private final Function<E, String> wireName;

    Converter(E[] values, Function<E, String> wireName) {
      this.values = List.copyOf(Arrays.asList(values));
      this.wireName = wireName;
    }

    @Override
    public final E convert(String text) {
      return values.stream()
          .filter(value -> wireName.apply(value).equalsIgnoreCase(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' is none of " + String.join(", ", names().toList())));
    }

    @Override
    public final java.util.Iterator<String> iterator() {
      return names().iterator();
    }

    private Stream<String> names() {
      return values.stream().map(wireName);
    }
  }
}
