// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.sandbox;

import io.wellhead.sandbox.restream.Pace;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How fast simulated time passes: {@code real-time}, {@code unthrottled}, or a factor such as
 * {@code 60}.
 */
final class PaceConverter implements ITypeConverter<Pace> {
  @Override
  public Pace convert(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "real-time", "realtime" -> Pace.realTime();
      case "unthrottled" -> Pace.unthrottled();
      default -> factor(text);
    };
  }

  private static Pace factor(String text) {
    try {
      double factor = Double.parseDouble(text);
      if (factor > 0 && factor <= 1_000_000) {
        return Pace.compressed(factor);
      }
    } catch (NumberFormatException e) {
      // Told below, together with factors out of range.
    }
    throw new TypeConversionException(
        "'%s' is not a pace: real-time, unthrottled, or simulated seconds per second such as 60 (up to 1000000)"
            .formatted(text));
  }
}
