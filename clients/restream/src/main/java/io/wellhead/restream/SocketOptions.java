// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a socket behaves; immutable. Durations and sizes have working defaults. */
public final class SocketOptions {

  /** Who tells the server that frames were received (ReStream API, section 4.3). */
  public enum Acknowledgement {
    /** The socket, when the caller polls the next frame. */
    AUTOMATIC,
    /** The caller, by {@link MeasurementSocket#acknowledge}. */
    MANUAL
  }

  /** The vendor's behavior: automatic acknowledgement, a new session, reconnects for ever. */
  public static final SocketOptions DEFAULT = builder().build();

  private final Builder values;

  private SocketOptions(Builder values) {
    this.values = values;
  }

  /** Automatic acknowledgement. */
  public static SocketOptions automatic() {
    return DEFAULT;
  }

  /** Acknowledgement by the caller. */
  public static SocketOptions manual() {
    return builder().acknowledgement(Acknowledgement.MANUAL).build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts with these options. */
  public Builder toBuilder() {
    return new Builder(values);
  }

  public Acknowledgement acknowledgement() {
    return values.acknowledgement;
  }

  public Optional<String> sessionKey() {
    return Optional.ofNullable(values.sessionKey);
  }

  public int queueFrames() {
    return values.queueFrames;
  }

  public long queueBytes() {
    return values.queueBytes;
  }

  public int maxFrameBytes() {
    return values.maxFrameBytes;
  }

  public Duration stallLimit() {
    return values.stallLimit;
  }

  /** Empty: silence is not a reason to reconnect. */
  public Optional<Duration> idleLimit() {
    return Optional.ofNullable(values.idleLimit);
  }

  public Duration pingInterval() {
    return values.pingInterval;
  }

  public boolean reconnectOnClose() {
    return values.reconnectOnClose;
  }

  public boolean reconnectOnError() {
    return values.reconnectOnError;
  }

  Consumer<SocketEvent> listener() {
    return values.listener;
  }

  /** Makes {@link SocketOptions}. */
  public static final class Builder {
    private Acknowledgement acknowledgement = Acknowledgement.AUTOMATIC;
    private @Nullable String sessionKey;
    private int queueFrames = 1024;
    private long queueBytes = 64L << 20;
    private int maxFrameBytes = 4 << 20;
    private Duration stallLimit = Duration.ofSeconds(10);
    private @Nullable Duration idleLimit = Duration.ofSeconds(90);
    private Duration pingInterval = Duration.ofSeconds(20);
    private boolean reconnectOnClose = true;
    private boolean reconnectOnError = true;
    private Consumer<SocketEvent> listener = event -> {};

    private Builder() {}

    private Builder(Builder from) {
      acknowledgement = from.acknowledgement;
      sessionKey = from.sessionKey;
      queueFrames = from.queueFrames;
      queueBytes = from.queueBytes;
      maxFrameBytes = from.maxFrameBytes;
      stallLimit = from.stallLimit;
      idleLimit = from.idleLimit;
      pingInterval = from.pingInterval;
      reconnectOnClose = from.reconnectOnClose;
      reconnectOnError = from.reconnectOnError;
      listener = from.listener;
    }

    public Builder acknowledgement(Acknowledgement value) {
      acknowledgement = Objects.requireNonNull(value, "acknowledgement");
      return this;
    }

    /** Continues the server's queue of an earlier socket; without one a new session begins. */
    public Builder sessionKey(String value) {
      if (value.isBlank()) {
        throw new IllegalArgumentException("sessionKey must not be blank");
      }
      sessionKey = value;
      return this;
    }

    /** Most frames and bytes that wait for the caller; default 1024 frames and 64 MiB. */
    public Builder queue(int frames, long bytes) {
      if (frames < 1 || bytes < 1) {
        throw new IllegalArgumentException(
            "queue must hold at least 1 frame and 1 byte: " + frames + ", " + bytes);
      }
      queueFrames = frames;
      queueBytes = bytes;
      return this;
    }

    /** Frames above this are handed out, but count as malformed; default 4 MiB. */
    public Builder maxFrameBytes(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("maxFrameBytes must be positive: " + value);
      }
      maxFrameBytes = value;
      return this;
    }

    /**
     * How long the connection is kept waiting while the queue is full; then it is dropped and made
     * again once half of the queue is free. Default 10 s.
     */
    public Builder stallLimit(Duration value) {
      stallLimit = positive("stallLimit", value);
      return this;
    }

    /**
     * Silence after which a measurement socket connects anew; default 90 s, null for never. Event
     * sockets, on which silence is normal, ignore it.
     */
    public Builder idleLimit(@Nullable Duration value) {
      idleLimit = value == null ? null : positive("idleLimit", value);
      return this;
    }

    /** A ping that is not answered within this time ends the connection; default 20 s. */
    public Builder pingInterval(Duration value) {
      pingInterval = positive("pingInterval", value);
      return this;
    }

    /** Whether to connect anew after the server closed properly; default true. */
    public Builder reconnectOnClose(boolean value) {
      reconnectOnClose = value;
      return this;
    }

    /** Whether to connect anew after an error that may pass; default true. */
    public Builder reconnectOnError(boolean value) {
      reconnectOnError = value;
      return this;
    }

    /** Told of connections; called from the socket's own thread, must not block. */
    public Builder listener(Consumer<SocketEvent> value) {
      listener = Objects.requireNonNull(value, "listener");
      return this;
    }

    public SocketOptions build() {
      return new SocketOptions(new Builder(this));
    }

    private static Duration positive(String name, Duration value) {
      if (value.isZero() || value.isNegative()) {
        throw new IllegalArgumentException(name + " must be positive: " + value);
      }
      return value;
    }
  }
}
