/** From what a webhook says of a media file to verified bytes: ladder, download, cipher, checks. */
package io.bactrian.media;
