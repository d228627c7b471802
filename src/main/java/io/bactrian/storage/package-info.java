/** Object storage: the bucket, the keys, the names and types under which files are given out. */
package io.bactrian.storage;
