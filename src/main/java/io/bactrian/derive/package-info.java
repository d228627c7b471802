/** Derivatives of stored media files: small pictures, playable forms, and what was measured. */
package io.bactrian.derive;
