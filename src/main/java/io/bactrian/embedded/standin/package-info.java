/**
 * A stand-in for Evolution API and WhatsApp's media host: answers as they do, fails as told. Part
 * of a first run, and what the integration tests talk to.
 */
package io.bactrian.embedded.standin;
