// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

/**
 * What the sandbox has seen and still holds.
 *
 * @param openConnections TCP connections in use, sockets included
 * @param openSockets WebSockets in use
 * @param socketsOpened WebSockets that were ever opened
 * @param frames measurement frames sent
 * @param socketRecords measurement records sent in them
 * @param recordsSinceRestart those sent after the last restart; 0 without one
 * @param acknowledgements received
 * @param dataRecords records sent by data requests
 */
public record Counters(
    int openConnections,
    int openSockets,
    long socketsOpened,
    long frames,
    long socketRecords,
    long recordsSinceRestart,
    long acknowledgements,
    long dataRecords) {}
