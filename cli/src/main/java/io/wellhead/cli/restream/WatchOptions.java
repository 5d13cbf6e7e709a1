// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.restream.SocketEvent;
import io.wellhead.restream.SocketOptions;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How live streams are shown, and when they end. */
final class WatchOptions {
  /** A line for people, or the JSON as received. */
  enum Format {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Says why there is no csv, which every other command has. */
  static final class FormatConverter implements ITypeConverter<Format> {
    @Override
    public Format convert(String text) {
      for (Format format : Format.values()) {
        if (format.toString().equalsIgnoreCase(text)) {
          return format;
        }
      }
      throw new TypeConversionException(
          "'"
              + text
              + "' is not accepted here, but text or json (one object a line): a csv needs its columns at the start, and"
              + " what comes later may have other fields. For csv of the past see 'wellhead restream data'");
    }
  }

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      converter = FormatConverter.class,
      description =
          "One of: ${COMPLETION-CANDIDATES}. json is one object a line, as received. No csv: what comes later may have"
              + " other fields than what came first.")
  private Format format;

  @Option(
      names = "--limit",
      paramLabel = "NUMBER",
      description = "End after so many lines. Default: Ctrl-C ends it.")
  private @Nullable Long limit;

  boolean isJson() {
    return format == Format.JSON;
  }

  void check(RestreamOperation command) {
    Checks.holds(command, limit == null || limit > 0, "--limit=" + limit + " must be 1 or more");
  }

  boolean isReached(long lines) {
    return limit != null && lines >= limit;
  }

  /** Options of a socket that tells on standard error when its connection comes and goes. */
  SocketOptions.Builder socket(PrintWriter err) {
    return SocketOptions.builder().listener(event -> tell(event, err));
  }

  private static void tell(SocketEvent event, PrintWriter err) {
    if (event instanceof SocketEvent.Lost lost) {
      if (!lost.last()) { // else the command ends with the error
        err.println("wellhead: connection lost (" + lost.reason() + "); connecting anew");
      }
    } else if (event.connection() > 1) {
      err.println("wellhead: connected again");
    }
    err.flush();
  }
}
