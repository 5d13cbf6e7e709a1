// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.faults;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Malformed frames that are sent in addition to the good ones, so nothing is lost by them. */
public final class BrokenFrames {

  private static final long YEAR_2100 = 4_102_444_800L;

  private BrokenFrames() {}

  /**
   * A malformed frame.
   *
   * @param key session key of the envelope
   * @param second epoch second and {@code site} of the good record beside it
   */
  public static byte[] frame(Faults.Firing firing, String key, long second, long site) {
    return switch (firing.fault()) {
      case FRAME_EMPTY -> new byte[0];
      case FRAME_NOT_JSON -> bytes("{\"session_key\":\"" + key + "\",\"message\":{\"timestamp\":");
      case FRAME_WITHOUT_MESSAGE -> bytes("{\"session_key\":\"" + key + "\"}");
      case FRAME_OVERSIZED -> oversized(key, second, site, (int) firing.amount());
      case RECORD_WITHOUT_TIMESTAMP ->
          envelope(key, "{\"slurry_rate\":1.5,\"site_id\":" + site + "}");
      case RECORD_WITHOUT_SITE_ID ->
          envelope(key, "{\"timestamp\":" + second + ",\"slurry_rate\":1.5}");
      case RECORD_WITH_WRONG_TYPES ->
          envelope(
              key, "{\"timestamp\":[" + second + "],\"slurry_rate\":{},\"site_id\":\"north\"}");
      case RECORD_WITH_NAN -> record(key, second, site, "\"slurry_rate\":\"NaN\"");
      case RECORD_WITH_DUPLICATE_KEYS ->
          record(key, second, site, "\"slurry_rate\":1.5,\"slurry_rate\":2.5");
      case RECORD_OF_1970 -> record(key, 86_400, site, "\"slurry_rate\":1.5");
      case RECORD_OF_2100 -> record(key, YEAR_2100, site, "\"slurry_rate\":1.5");
      default -> throw new IllegalArgumentException(firing.fault() + " is not a malformed frame");
    };
  }

  private static byte[] record(String key, long second, long site, String values) {
    return envelope(key, "{\"timestamp\":" + second + "," + values + ",\"site_id\":" + site + "}");
  }

  private static byte[] envelope(String key, String message) {
    return bytes("{\"session_key\":\"" + key + "\",\"message\":" + message + "}");
  }

  private static byte[] oversized(String key, long second, long site, int size) {
    byte[] head =
        bytes(
            "{\"session_key\":\""
                + key
                + "\",\"message\":{\"timestamp\":"
                + second
                + ",\"site_id\":"
                + site
                + ",\"remark\":\"");
    byte[] all = Arrays.copyOf(head, Math.max(size, head.length + 3));
    Arrays.fill(all, head.length, all.length, (byte) 'x');
    byte[] tail = bytes("\"}}");
    System.arraycopy(tail, 0, all, all.length - tail.length, tail.length);
    return all;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
