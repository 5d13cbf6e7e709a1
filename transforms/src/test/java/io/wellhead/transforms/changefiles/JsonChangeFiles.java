// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** JSON change files of a table of contributors. */
final class JsonChangeFiles {
  private static final String EVENT =
      """
      {"uuid":"5b8c1f0e-7a44-4d0f-9c1d-41d7%08d","read_timestamp":"2025-11-05T18:19:52.118Z",\
      "source_timestamp":"2025-11-05 18:19:39","object":"contributor_db_contributors",\
      "read_method":"mysql-cdc-binlog","stream_name":"projects/1/locations/europe-west1/streams/s",\
      "schema_key":"3f1c2a9be07d44d1a6a2f0b17c5d9e4470aa51c8","sort_keys":[1762366779000,"mysql-bin.000123",%2$d],\
      "source_metadata":{"table":"contributors","database":"contributor_db","primary_keys":["id"],\
      "log_file":"mysql-bin.000123","log_position":%2$d,"change_type":"INSERT","is_deleted":false},\
      "payload":{"id":%2$d,"display_name":"Ana","hourly_rate":23.5,"skills":{"langs":["pt","e\\"n]"]}}}
      """;

  private JsonChangeFiles() {}

  /** As many events, each in its line. */
  static String lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> EVENT.formatted(Integer.parseInt(Integer.toBinaryString(i)), i))
        .collect(Collectors.joining());
  }
}
