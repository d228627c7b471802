/** Derivatives of stored media: small pictures, playable forms, and what was measured meanwhile. */
package io.bactrian.derive;
