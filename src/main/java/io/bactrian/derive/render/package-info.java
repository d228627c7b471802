/** Draws small pictures of images and documents in a program of its own. */
package io.bactrian.derive.render;
