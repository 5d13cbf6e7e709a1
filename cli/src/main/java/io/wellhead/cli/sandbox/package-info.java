/** The {@code wellhead sandbox} commands: stand-ins for ReStream and BigQuery on this machine. */
@NullMarked
package io.wellhead.cli.sandbox;

import org.jspecify.annotations.NullMarked;
