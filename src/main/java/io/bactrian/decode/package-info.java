/** Pure readers: from the bytes of a webhook to what was said. They touch no database. */
package io.bactrian.decode;
