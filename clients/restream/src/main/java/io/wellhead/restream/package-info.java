/**
 * Client of the ReStream API: REST, streamed data, sockets and OAuth2.
 *
 * <pre>{@code
 * try (RestreamClient client =
 *     RestreamClient.builder().environment(System.getenv()).build()) {
 *
 *   for (Pad pad : client.pads().list(PadFilter.ALL.withComplete(false)).execute()) {
 *     System.out.println(pad.name());
 *   }
 *
 *   DataRequest lastHour =
 *       DataRequest.builder()
 *           .start(Instant.now().minus(Duration.ofHours(1)))
 *           .fields("surface_treating_pressure", "slurry_rate")
 *           .build();
 *   try (DataStream data = client.data(Room.site(9102), lastHour)) {
 *     for (DataRecord record : data) {
 *       System.out.println(record.timestamp() + " " + record.values().get("slurry_rate"));
 *     }
 *   }
 *
 *   try (MeasurementSocket live =
 *       client.measurements(Room.site(9102), DataRequest.DEFAULT, SocketOptions.automatic())) {
 *     Frame frame = live.poll(Duration.ofSeconds(10));
 *     if (frame != null) {
 *       frame.records().forEach(System.out::println);
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>Start at {@link io.wellhead.restream.RestreamClient}. Errors are {@link
 * io.wellhead.restream.RestreamException}s by what the caller can do.
 */
@NullMarked
package io.wellhead.restream;

import org.jspecify.annotations.NullMarked;
