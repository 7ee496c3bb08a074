package org.example;

/** Has one line of 121 characters, .................................................................................. */
final class LongLine {
}
