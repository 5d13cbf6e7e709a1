// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.port;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * The key and self-signed certificate of a sandbox, for {@code localhost}, {@code 127.0.0.1} and
 * {@code ::1}. Kept beside the warehouse file, so that clients which trust it go on trusting it
 * after a restart.
 */
public record ServerIdentity(PrivateKey key, X509Certificate certificate) {
  private static final String ALIAS = "sandbox";
  // The store holds nothing but a key for localhost; the file's permissions guard it.
  private static final char[] STORE_PASSWORD = "localhost".toCharArray();
  private static final Duration LIFE = Duration.ofDays(3650);
  private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));

  private static final class Holder {
    private static final ServerIdentity OF_THIS_JVM = create(Clock.systemUTC());
  }

  /** One identity for all temporary sandboxes of this JVM: whoever trusts one trusts the next. */
  public static ServerIdentity ofThisJvm() {
    return Holder.OF_THIS_JVM;
  }

  /** Makes a new key and certificate, valid from a day ago for ten years. */
  public static ServerIdentity create(Clock clock) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      byte[] body = body(pair, clock.instant());
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate());
      signature.update(body);
      byte[] encoded = Der.sequence(body, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
      Certificate certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
      return new ServerIdentity(pair.getPrivate(), (X509Certificate) certificate);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot make a self-signed certificate", e);
    }
  }

  private static byte[] body(KeyPair pair, Instant now) {
    BigInteger serial = new BigInteger(63, new SecureRandom()).setBit(62);
    byte[] name =
        Der.sequence(
            Der.set(
                Der.sequence(
                    Der.oid(2, 5, 4, 3),
                    Der.utf8("Wellhead BigQuery sandbox " + serial.toString(16)))));
    byte[] validity =
        Der.sequence(Der.time(now.minus(Duration.ofDays(1))), Der.time(now.plus(LIFE)));
    byte[] alternativeNames =
        Der.sequence(
            Der.tagged(0x82, "localhost".getBytes(StandardCharsets.US_ASCII)),
            Der.tagged(0x87, new byte[] {127, 0, 0, 1}),
            Der.tagged(0x87, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
    byte[] extensions =
        Der.sequence(
            Der.sequence(Der.oid(2, 5, 29, 17), Der.octets(alternativeNames)),
            Der.sequence(
                Der.oid(2, 5, 29, 19), Der.bool(true), Der.octets(Der.sequence(Der.bool(true)))));
    return Der.sequence(
        Der.tagged(0xA0, Der.integer(BigInteger.TWO)),
        Der.integer(serial),
        ECDSA_WITH_SHA256,
        name,
        validity,
        name,
        pair.getPublic().getEncoded(),
        Der.tagged(0xA3, extensions));
  }

  /**
   * Reads the identity kept in a PKCS 12 file, or makes one and keeps it there, readable by its
   * owner only.
   */
  public static ServerIdentity keptIn(Path file, Clock clock) {
    try {
      if (!Files.exists(file)) {
        ServerIdentity identity = create(clock);
        identity.save(file);
        return identity;
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, STORE_PASSWORD);
      }
      PrivateKey key = (PrivateKey) store.getKey(ALIAS, STORE_PASSWORD);
      return new ServerIdentity(key, (X509Certificate) store.getCertificate(ALIAS));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(
          "cannot read or write the sandbox's certificate in "
              + file
              + "; delete the file to get a new one",
          e);
    }
  }

  private void save(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(ALIAS, key, STORE_PASSWORD, new Certificate[] {certificate});
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(file, attributes);
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, STORE_PASSWORD);
    }
  }

  /** The certificate in PEM form. */
  public String pem() {
    try {
      String body =
          Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
      return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the certificate cannot be encoded", e);
    }
  }

  /** Shows no key. */
  @Override
  public String toString() {
    return "ServerIdentity[" + certificate.getSubjectX500Principal().getName() + "]";
  }
}
