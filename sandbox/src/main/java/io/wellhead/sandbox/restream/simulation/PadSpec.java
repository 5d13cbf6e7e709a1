// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.simulation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a simulated pad is.
 *
 * @param firstSecond begin of operation, epoch seconds
 * @param stages planned stages of each well
 */
public record PadSpec(
    long id, String name, String lease, List<Well> wells, long firstSecond, int stages, long seed) {

  /** One well of the pad; {@code id} is the site id. */
  public record Well(long id, String name, String api) {}

  public PadSpec {
    wells = List.copyOf(wells);
    if (wells.size() < 2) {
      throw new IllegalArgumentException(
          "wells=" + wells.size() + ": zipper operation needs at least 2");
    }
    if (stages < 1) {
      throw new IllegalArgumentException("stages=" + stages + ": at least 1 is needed");
    }
  }

  private static final List<String> NAMES =
      List.of("Juniper", "Mesquite", "Ocotillo", "Saltbush", "Tamarisk", "Yucca");

  /** The n-th pad of a sandbox: pad ids from 412, site ids from 9101 in steps of a hundred. */
  public static PadSpec numbered(int n, int wells, long firstSecond, int stages, long seed) {
    String lease = NAMES.get(n % NAMES.size()) + (n < NAMES.size() ? "" : " " + n / NAMES.size());
    return new PadSpec(
        412 + n,
        lease + " Flats",
        lease,
        IntStream.range(0, wells)
            .mapToObj(
                w ->
                    new Well(
                        9101 + 100L * n + w,
                        lease + " " + (w + 1) + "H",
                        Long.toString(4_200_000_001L + 100L * n + w)))
            .toList(),
        firstSecond,
        stages,
        seed + 7919L * n);
  }
}
