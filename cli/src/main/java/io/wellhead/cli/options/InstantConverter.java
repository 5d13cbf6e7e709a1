// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.options;

import io.wellhead.cli.CommandContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An instant as ISO-8601 with a zone or offset; a time without one would mean something else on
 * each machine. Or how long ago, as a duration after a minus sign, to the whole second.
 */
public final class InstantConverter implements ITypeConverter<Instant> {
  private final Clock clock;
  private final DurationConverter durations = new DurationConverter();

  /** Counts from the context's time of day. */
  public InstantConverter(CommandContext context) {
    this(context.clock());
  }

  InstantConverter(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Instant convert(String text) {
    try {
      return text.startsWith("-")
          ? clock
              .instant()
              .truncatedTo(ChronoUnit.SECONDS)
              .minus(durations.convert(text.substring(1)))
          : ZonedDateTime.parse(text, DateTimeFormatter.ISO_ZONED_DATE_TIME).toInstant();
    } catch (DateTimeParseException | TypeConversionException e) {
      throw new TypeConversionException(
          "'%s' is not a time with a zone, such as 2030-06-01T10:00:00Z or 2030-06-01T05:00-05:00, nor how long ago, such as -10m"
              .formatted(text));
    }
  }
}
