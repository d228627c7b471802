/** From what a webhook says of a media to verified bytes in object storage. */
package io.bactrian.media;
