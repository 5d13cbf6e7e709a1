// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.sessions;

import java.time.Duration;

/**
 * How measurement sessions behave.
 *
 * @param lifetime how long a session outlives its last connection (ReStream API spec, section 9.4)
 * @param queueFrames frames kept for a client that is away or does not acknowledge
 * @param cumulativeAcknowledgements an acknowledgement covers all that was sent (section 9.1)
 *     instead of five frames
 * @param fromStart the first session of a client and room begins with the first live second,
 *     however late it connects
 * @param secondsPerFrame seconds that one live frame carries
 * @param tickSeconds seconds that become due at once when time is compressed
 * @param strictKeys a second connection with the same key closes the first with 1008 (section 9.5)
 * @param keepAlive a ping goes out after so long without a frame (section 9.13)
 */
public record SessionSettings(
    Duration lifetime,
    int queueFrames,
    boolean cumulativeAcknowledgements,
    boolean fromStart,
    int secondsPerFrame,
    long tickSeconds,
    boolean strictKeys,
    Duration keepAlive) {}
